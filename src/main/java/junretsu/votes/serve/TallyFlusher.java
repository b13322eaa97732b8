package junretsu.votes.serve;

import java.io.IOException;
import java.util.function.Function;
import junretsu.base.Clock;
import junretsu.base.Worker;
import junretsu.store.FlushOutcome;
import junretsu.store.Store;
import junretsu.tally.CounterFile;
import junretsu.tally.Tally;
import junretsu.votes.milestones.MilestoneBoard;
import junretsu.votes.rounds.Round;
import junretsu.votes.rounds.RoundLog;

/**
 * Merges all blocks and hands the store this node's absolute counts of the round. A flush that fails is only a flush that
 * comes later, after a pause that doubles up to a limit. When a round has ended, the next one's store is opened once the
 * round's own has taken all of it.
 */
final class TallyFlusher implements Worker {
    private static final long PAUSE_MIN_NANOS = 50_000_000;
    private static final long PAUSE_MAX_NANOS = 1_000_000_000;

    /** Unchanged counts are flushed too, to show that this node lives and to heal a store that lost them. */
    private static final long HEARTBEAT_NANOS = 1_000_000_000;

    private final CounterFile file;
    private final RoundLog rounds;
    private final MilestoneBoard milestones;
    private final Function<Round, Store> stores;
    private final StoreHealth health;
    private final long drainNanos;
    private final Clock clock;
    private final Tally tally = new Tally();
    private Round round;
    private Store store;
    private long pauseNanos;
    private long notBeforeNanos;
    private long lastAppliedNanos;

    /** @param stores opens a round's store; called for the first round that is not flushed at once */
    TallyFlusher(
            CounterFile file,
            RoundLog rounds,
            MilestoneBoard milestones,
            Function<Round, Store> stores,
            StoreHealth health,
            long drainNanos,
            Clock clock) {
        this.file = file;
        this.rounds = rounds;
        this.milestones = milestones;
        this.stores = stores;
        this.health = health;
        this.drainNanos = drainNanos;
        this.clock = clock;
        round = rounds.firstUnflushed();
        store = stores.apply(round);
        notBeforeNanos = clock.nanoTime();
        lastAppliedNanos = notBeforeNanos - HEARTBEAT_NANOS;
    }

    @Override
    public String role() {
        return "flusher";
    }

    @Override
    public int doWork() throws IOException {
        long now = clock.nanoTime();
        if (now - notBeforeNanos < 0) {
            return 0;
        }
        Round next = merge();
        boolean unchanged = next == null && tally.total() + round.before().total() == health.flushedTotal();
        if (unchanged && now - lastAppliedNanos < HEARTBEAT_NANOS) {
            return 0;
        }
        flush(now, next);
        return 1;
    }

    /** The last flush, tried over and over until it succeeds or its time is up. */
    @Override
    public void onClose() throws IOException, InterruptedException {
        long deadline = clock.nanoTime() + drainNanos;
        Round next;
        do {
            next = merge();
            flush(clock.nanoTime(), next);
            if (!health.isUp()) {
                Thread.sleep(Math.max(1, pauseNanos / 1_000_000));
            }
        } while ((next != null || !health.isUp()) && clock.nanoTime() - deadline < 0);
        store.close();
    }

    /** The first store's kind and place, which all have in common. */
    Store store() {
        return store;
    }

    /**
     * Puts what belongs to this round into the tally; returns the round that came after it, if one has. The look at the counters
     * comes before the look for a next round: the round that begins later has all of what was seen here in its {@code before}.
     */
    private Round merge() {
        tally.merge(file);
        Round next = rounds.after(round);
        if (next != null) {
            tally.copy(next.before());
        }
        tally.subtract(round.before());
        return next;
    }

    private void flush(long startedNanos, Round next) throws IOException {
        FlushOutcome outcome = store.flush(tally.buttons(), milestones.known(round.name()));
        long endedNanos = clock.nanoTime();
        health.flushed(outcome, tally.total() + round.before().total(), endedNanos - startedNanos);
        if (outcome instanceof FlushOutcome.Applied applied) {
            pauseNanos = 0;
            lastAppliedNanos = endedNanos;
            milestones.take(round.name(), applied.reached(), applied.totals().total());
            if (next != null) {
                rounds.flushed(round);
                store.close();
                round = next;
                store = stores.apply(round);
            }
        } else {
            pauseNanos = Math.min(PAUSE_MAX_NANOS, Math.max(PAUSE_MIN_NANOS, 2 * pauseNanos));
        }
        notBeforeNanos = endedNanos + pauseNanos;
    }
}
