package junretsu.votes.serve;

import junretsu.base.Clock;
import junretsu.base.Worker;
import junretsu.store.FlushOutcome;
import junretsu.store.Store;
import junretsu.tally.CounterFile;
import junretsu.tally.Tally;

/**
 * Merges all blocks and hands the store this node's absolute counts. A flush that fails is only a flush that comes later,
 * after a pause that doubles up to a limit.
 */
final class TallyFlusher implements Worker {
    private static final long PAUSE_MIN_NANOS = 50_000_000;
    private static final long PAUSE_MAX_NANOS = 1_000_000_000;

    /** Unchanged counts are flushed too, to show that this node lives and to heal a store that lost them. */
    private static final long HEARTBEAT_NANOS = 1_000_000_000;

    private final CounterFile file;
    private final Store store;
    private final StoreHealth health;
    private final long drainNanos;
    private final Clock clock;
    private final Tally tally = new Tally();
    private long pauseNanos;
    private long notBeforeNanos;
    private long lastAppliedNanos;

    TallyFlusher(CounterFile file, Store store, StoreHealth health, long drainNanos, Clock clock) {
        this.file = file;
        this.store = store;
        this.health = health;
        this.drainNanos = drainNanos;
        this.clock = clock;
        notBeforeNanos = clock.nanoTime();
        lastAppliedNanos = notBeforeNanos - HEARTBEAT_NANOS;
    }

    @Override
    public String role() {
        return "flusher";
    }

    @Override
    public int doWork() {
        long now = clock.nanoTime();
        if (now - notBeforeNanos < 0) {
            return 0;
        }
        tally.merge(file);
        boolean unchanged = tally.total() == health.flushedTotal();
        if (unchanged && now - lastAppliedNanos < HEARTBEAT_NANOS) {
            return 0;
        }
        flush(now);
        return 1;
    }

    /** The last flush, tried over and over until it succeeds or its time is up. */
    @Override
    public void onClose() throws InterruptedException {
        long deadline = clock.nanoTime() + drainNanos;
        do {
            tally.merge(file);
            flush(clock.nanoTime());
            if (health.isUp()) {
                break;
            }
            Thread.sleep(Math.max(1, pauseNanos / 1_000_000));
        } while (clock.nanoTime() - deadline < 0);
        store.close();
    }

    private void flush(long startedNanos) {
        FlushOutcome outcome = store.flush(tally.buttons());
        long endedNanos = clock.nanoTime();
        health.flushed(outcome, tally.total(), endedNanos - startedNanos);
        if (outcome instanceof FlushOutcome.Applied) {
            pauseNanos = 0;
            lastAppliedNanos = endedNanos;
        } else {
            pauseNanos = Math.min(PAUSE_MAX_NANOS, Math.max(PAUSE_MIN_NANOS, 2 * pauseNanos));
        }
        notBeforeNanos = endedNanos + pauseNanos;
    }
}
