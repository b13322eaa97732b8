package junretsu.store.embedded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
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
final class EmbeddedStore implements Store {
    private final String event;
    private final String nodeId;
    private final CountNames names;
    private final Supplier<List<Milestone>> milestones;
    private final Clock clock;

    EmbeddedStore(String event, String nodeId, CountNames names, Supplier<List<Milestone>> milestones, Clock clock) {
        this.event = event;
        this.nodeId = nodeId;
        this.names = names;
        this.milestones = milestones;
        this.clock = clock;
    }

    @Override
    public FlushOutcome flush(long[] counts, List<MilestonePassed> known) {
        long total = names.total(counts);
        List<MilestonePassed> reached = new ArrayList<>(known);
        for (Milestone milestone : milestones.get()) {
            if (milestone.at() <= total && known.stream().noneMatch(one -> one.total() == milestone.at())) {
                reached.add(new MilestonePassed(milestone.at(), clock.epochMillis(), nodeId));
            }
        }
        reached.sort(Comparator.comparingLong(MilestonePassed::total));
        return new FlushOutcome.Applied(new EventTotals(event, total, counts.clone()), reached, null, true);
    }

    @Override
    public void close() {}
}
