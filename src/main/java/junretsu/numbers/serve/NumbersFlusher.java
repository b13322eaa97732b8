package junretsu.numbers.serve;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.Worker;
import junretsu.store.FlushOutcome;
import junretsu.store.FlushSchedule;
import junretsu.store.Store;
import junretsu.store.StoreHealth;

/** Hands the store this node's absolute counts. A flush that fails is only a flush that comes later. */
final class NumbersFlusher implements Worker {
    private final Supplier<NumberTotals> totals;
    private final NodeCounts node;
    private final Store store;
    private final StoreHealth health;
    private final Consumer<String> failures;
    private final long drainNanos;
    private final Clock clock;
    private final FlushSchedule pace;
    private final long[] applied = new long[NodeCounts.FIELDS.size()];

    /** @param failures told a sentence when the store will never take this node's counts */
    NumbersFlusher(
            Supplier<NumberTotals> totals,
            NodeCounts node,
            Store store,
            StoreHealth health,
            Consumer<String> failures,
            long drainNanos,
            Clock clock) {
        this.totals = totals;
        this.node = node;
        this.store = store;
        this.health = health;
        this.failures = failures;
        this.drainNanos = drainNanos;
        this.clock = clock;
        pace = new FlushSchedule(clock);
    }

    @Override
    public String role() {
        return "flusher";
    }

    @Override
    public int doWork() {
        if (pace.isPausing()) {
            return 0;
        }
        long[] counts = node.update(totals.get());
        if (Arrays.equals(counts, applied) && !pace.isHeartbeatDue()) {
            return 0;
        }
        flush(counts);
        return 1;
    }

    /** The last flush, tried over and over until it succeeds or its time is up. */
    @Override
    public void onClose() throws InterruptedException, IOException {
        long deadline = clock.nanoTime() + drainNanos;
        flush(node.update(totals.get()));
        while (!health.isUp() && clock.nanoTime() - deadline < 0) {
            Thread.sleep(pace.pauseMs());
            flush(node.update(totals.get()));
        }
        store.close();
        node.close();
    }

    private void flush(long[] counts) {
        long startedNanos = clock.nanoTime();
        FlushOutcome outcome = store.flush(counts, List.of());
        health.flushed(outcome, NodeCounts.FIELDS.total(counts), clock.nanoTime() - startedNanos);
        pace.flushed(outcome);
        if (outcome instanceof FlushOutcome.Applied) {
            System.arraycopy(counts, 0, applied, 0, applied.length);
        }
        String failure = health.fencedFromTheStart();
        if (failure != null) {
            failures.accept(failure);
        }
    }
}
