package junretsu.jobs.share;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.QueueConfig;

/**
 * Does for the workers what none of them comes to: renews the lease, brings turns back that wait for a call, and looks
 * for work while a worker has none.
 */
final class TurnKeeper implements Worker {
    private static final long TICK_NANOS = 2_000_000;
    private static final long IDLE_TICK_NANOS = 20_000_000;
    private static final long LOOK_NANOS = 5_000_000;

    /** A job that was cancelled elsewhere is heard of after so long. */
    private static final long HELD_LOOK_NANOS = 50_000_000;

    private final QueueConfig config;
    private final TurnCalls calls;
    private final HeldJobs held;
    private final SharedTurns turns;
    private final ShardChoice shards;
    private final long drainNanos;
    private final Clock clock;
    private Set<JobId> strays = Set.of();
    private long nextComparisonNanos;
    private volatile boolean isNapping;

    TurnKeeper(
            QueueConfig config,
            TurnCalls calls,
            HeldJobs held,
            SharedTurns turns,
            ShardChoice shards,
            long drainNanos,
            Clock clock) {
        this.config = config;
        this.calls = calls;
        this.held = held;
        this.turns = turns;
        this.shards = shards;
        this.drainNanos = drainNanos;
        this.clock = clock;
        nextComparisonNanos = clock.nanoTime();
    }

    @Override
    public String role() {
        return "job-turns";
    }

    IdlePolicy idlePolicy() {
        return work -> {
            if (held.size() > 0 || turns.isHungry()) {
                LockSupport.parkNanos(TICK_NANOS);
            } else {
                isNapping = true;
                LockSupport.parkNanos(IDLE_TICK_NANOS);
                isNapping = false;
            }
        };
    }

    /** Returns whether a turn that goes back would wait for long; any thread may ask. */
    boolean isNapping() {
        return isNapping;
    }

    @Override
    public int doWork() {
        int work = 0;
        for (int shard = 0; shard < config.shards(); shard++) {
            boolean isDue = held.hasReturns(shard) || shards.silenceNanos(shard) > silenceNanosMax();
            work += isDue && calls.flush(shard) ? 1 : 0;
            if (shards.hasWork(shard)) {
                turns.foundReady();
            }
        }
        if (clock.nanoTime() - nextComparisonNanos >= 0) {
            nextComparisonNanos = clock.nanoTime() + config.leaseMs() * 1_000_000;
            compare();
        }
        return work;
    }

    /** Gives back what Redis says is held here and is not, twice in a row: whatever has failed, no job is stuck. */
    private void compare() {
        Set<JobId> found = new HashSet<>();
        for (int shard = 0; shard < config.shards(); shard++) {
            List<JobId> there = calls.heldThere(shard);
            for (JobId id : there == null ? List.<JobId>of() : there) {
                if (held.isHeld(id)) {
                    continue;
                }
                found.add(id);
                if (strays.contains(id)) {
                    held.giveBack(TurnReturn.stray(shard, id));
                }
            }
        }
        strays = found;
    }

    private long silenceNanosMax() {
        long beat = config.leaseMs() * 1_000_000 / 3;
        return turns.isHungry() ? LOOK_NANOS : held.size() > 0 ? Math.min(beat, HELD_LOOK_NANOS) : beat;
    }

    /** Hands back what no worker will do any more. */
    @Override
    public void onClose() {
        held.abandon();
        Deadline deadline = Deadline.in(drainNanos, clock);
        for (int shard = 0; shard < config.shards(); shard++) {
            while (held.hasReturns(shard) && !deadline.isPassed()) {
                if (!calls.flush(shard)) {
                    LockSupport.parkNanos(TICK_NANOS);
                }
            }
            TurnReplies.refuse(held.takeReturns(shard));
        }
        calls.close();
    }
}
