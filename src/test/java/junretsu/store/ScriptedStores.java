package junretsu.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Stores that fail when told to, and remember the totals that they were handed otherwise. */
final class ScriptedStores implements StoreFactory {
    private final Map<String, Scripted> stores = new HashMap<>();

    /** In the order of the flushes that were applied, as in {@code live 15}. */
    final List<String> applied = new ArrayList<>();

    String unopenable;

    Scripted of(String event) {
        return stores.computeIfAbsent(event, name -> new Scripted(name));
    }

    @Override
    public String kind() {
        return "scripted";
    }

    @Override
    public String location() {
        return "nowhere";
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Store open(String event, String nodeId, CountNames names, Supplier<List<Milestone>> milestones) {
        if (event.equals(unopenable)) {
            throw new IllegalStateException("cannot open " + event);
        }
        return of(event);
    }

    @Override
    public void close() {}

    final class Scripted implements Store {
        private final String event;
        private final Deque<FlushOutcome> next = new ArrayDeque<>();
        private StoreLoss loss;
        private int undecided;
        boolean isClosed;

        private Scripted(String event) {
            this.event = event;
        }

        void failNext(int flushes) {
            next.clear();
            for (int i = 0; i < flushes; i++) {
                next.add(new FlushOutcome.Refused("scripted", "it is scripted to fail"));
            }
        }

        void answer(FlushOutcome outcome) {
            next.add(outcome);
        }

        void loseNext(long own) {
            loss = new StoreLoss(own, 0);
        }

        void leaveUndecided(int flushes) {
            undecided = flushes;
        }

        @Override
        public FlushOutcome flush(long[] counts, List<MilestonePassed> known) {
            if (!next.isEmpty()) {
                return next.poll();
            }
            long total = Arrays.stream(counts).sum();
            applied.add(event + " " + total);
            StoreLoss found = loss;
            loss = null;
            boolean isDecided = undecided-- <= 0;
            return new FlushOutcome.Applied(new EventTotals(event, total, counts.clone()), known, found, isDecided);
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
