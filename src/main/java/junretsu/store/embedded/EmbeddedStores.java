package junretsu.store.embedded;

import java.util.List;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.store.CountNames;
import junretsu.store.Milestone;
import junretsu.store.Store;
import junretsu.store.StoreFactory;

/** Opens the stores of a node that counts alone. */
public final class EmbeddedStores implements StoreFactory {
    private final Clock clock;

    public EmbeddedStores(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "embedded";
    }

    @Override
    public String location() {
        return "this process";
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Store open(String event, String nodeId, CountNames names, Supplier<List<Milestone>> milestones) {
        return new EmbeddedStore(event, nodeId, names, milestones, clock);
    }

    @Override
    public void close() {}
}
