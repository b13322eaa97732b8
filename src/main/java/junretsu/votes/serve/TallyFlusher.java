package junretsu.votes.serve;

import java.io.IOException;
import java.util.function.Function;
import junretsu.base.Clock;
import junretsu.base.Worker;
import junretsu.store.FlushOutcome;
import junretsu.store.FlushSchedule;
import junretsu.store.Store;
import junretsu.store.StoreHealth;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteTally;
import junretsu.votes.milestones.Milestones;
import junretsu.votes.rounds.Round;
import junretsu.votes.rounds.RoundLog;

/**
 * Merges all blocks and hands the store this node's absolute counts of the round. A flush that fails is only a flush that
 * comes later, after a pause that doubles up to a limit. When a round has ended, the next one's store is opened once the
 * round's own has taken all of it.
 */
final class TallyFlusher implements Worker {
    private final CounterFile file;
    private final RoundLog rounds;
    private final Milestones milestones;
    private final Function<Round, Store> stores;
    private final StoreHealth health;
    private final long drainNanos;
    private final Clock clock;
    private final FlushSchedule pace;
    private final VoteTally tally = new VoteTally();
    private Round round;
    private Store store;

    /** @param stores opens a round's store; called for the first round that is not flushed at once */
    TallyFlusher(
            CounterFile file,
            RoundLog rounds,
            Milestones milestones,
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
        pace = new FlushSchedule(clock);
    }

    @Override
    public String role() {
        return "flusher";
    }

    @Override
    public int doWork() throws IOException {
        if (pace.isPausing()) {
            return 0;
        }
        Round next = merge();
        boolean unchanged = next == null && tally.total() + round.before().total() == health.flushedTotal();
        if (unchanged && !pace.isHeartbeatDue()) {
            return 0;
        }
        flush(next);
        return 1;
    }

    /** The last flush, tried over and over until it succeeds or its time is up. */
    @Override
    public void onClose() throws IOException, InterruptedException {
        long deadline = clock.nanoTime() + drainNanos;
        Round next;
        do {
            next = merge();
            flush(next);
            if (!health.isUp()) {
                Thread.sleep(pace.pauseMs());
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

    private void flush(Round next) throws IOException {
        long startedNanos = clock.nanoTime();
        FlushOutcome outcome = store.flush(tally.buttons(), milestones.known(round.name()));
        health.flushed(outcome, tally.total() + round.before().total(), clock.nanoTime() - startedNanos);
        pace.flushed(outcome);
        if (outcome instanceof FlushOutcome.Applied applied) {
            milestones.take(round.name(), applied.reached(), applied.totals().total(), tally.total());
            if (next != null) {
                rounds.flushed(round);
                store.close();
                round = next;
                store = stores.apply(round);
            }
        }
    }
}
