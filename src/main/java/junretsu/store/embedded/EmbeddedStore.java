package junretsu.store.embedded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import junretsu.base.Clock;
import junretsu.store.CountNames;
import junretsu.store.EventTotals;
import junretsu.store.FlushOutcome;
import junretsu.store.Milestone;
import junretsu.store.MilestonePassed;
import junretsu.store.Store;

/**
 * Takes one node for the whole event. It writes nothing: the counter file that the counts come from is already durable.
 */
public final class EmbeddedStore implements Store {
    private final String nodeId;
    private final CountNames fields;
    private final List<Milestone> milestones;
    private final Clock clock;

    public EmbeddedStore(String nodeId, CountNames fields, List<Milestone> milestones, Clock clock) {
        this.nodeId = nodeId;
        this.fields = fields;
        this.milestones = milestones;
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
    public FlushOutcome flush(long[] counts, List<MilestonePassed> known) {
        long total = fields.total(counts);
        List<MilestonePassed> reached = new ArrayList<>(known);
        for (Milestone milestone : milestones) {
            if (milestone.at() <= total && known.stream().noneMatch(one -> one.total() == milestone.at())) {
                reached.add(new MilestonePassed(milestone.at(), clock.epochMillis(), nodeId));
            }
        }
        reached.sort(Comparator.comparingLong(MilestonePassed::total));
        return new FlushOutcome.Applied(new EventTotals(total, counts.clone()), reached);
    }

    @Override
    public void close() {}
}
