package junretsu.jobs.share;

import java.util.Arrays;
import java.util.function.IntPredicate;
import junretsu.base.Clock;

/**
 * The choice of the shard that is asked next. Within a shard the scripts are fair; between shards this is: each gets
 * worker time in proportion to the weight of its callers, by the same start-time fair queueing. Any thread may call.
 */
final class ShardChoice {
    private static final double WEIGHT_MIN = 1e-3;

    private final int[] ready;
    private final long[] workNanos;
    private final double[] virtualTimes;
    private final boolean[] isHeard;
    private final boolean[] isActive;
    private final long[] lastCallNanos;
    private final IntPredicate isWaitedFor;
    private final Clock clock;

    /** @param isWaitedFor whether a suspended job of the shard may go on here, or a turn waits to go back */
    ShardChoice(int shards, IntPredicate isWaitedFor, Clock clock) {
        ready = new int[shards];
        workNanos = new long[shards];
        virtualTimes = new double[shards];
        isHeard = new boolean[shards];
        isActive = new boolean[shards];
        lastCallNanos = new long[shards];
        Arrays.fill(lastCallNanos, clock.nanoTime());
        this.isWaitedFor = isWaitedFor;
        this.clock = clock;
    }

    /** Returns the shard to be asked; negative when none is known to have work. */
    synchronized int next() {
        int best = -1;
        for (int shard = 0; shard < ready.length; shard++) {
            if (hasWork(shard) && (best < 0 || virtualTimes[shard] < virtualTimes[best])) {
                best = shard;
            }
        }
        return best;
    }

    /**
     * Takes note of what a shard said.
     *
     * @param readyCallers from which a turn can be had
     * @param work CPU time of all turns in it so far, over all nodes, in nanoseconds
     * @param weight of its callers with open jobs
     */
    synchronized void heard(int shard, int readyCallers, long work, double weight) {
        lastCallNanos[shard] = clock.nanoTime();
        ready[shard] = readyCallers;
        if (isHeard[shard]) {
            virtualTimes[shard] += (work - workNanos[shard]) / Math.max(WEIGHT_MIN, weight);
        }
        isHeard[shard] = true;
        workNanos[shard] = work;
        settle(shard);
    }

    /** Takes note that a shard got a job. */
    synchronized void posted(int shard) {
        ready[shard] = Math.max(1, ready[shard]);
        settle(shard);
    }

    /** Returns whether it is known how much was done in the shard before this process came. */
    synchronized boolean isHeard(int shard) {
        return isHeard[shard];
    }

    /** Nanoseconds since the shard was heard of. */
    synchronized long silenceNanos(int shard) {
        return clock.nanoTime() - lastCallNanos[shard];
    }

    synchronized boolean hasWork(int shard) {
        return ready[shard] > 0 || isWaitedFor.test(shard);
    }

    /** A shard that was without work has no credit from then. */
    private void settle(int shard) {
        boolean hasWork = hasWork(shard);
        if (hasWork && !isActive[shard]) {
            double least = Double.MAX_VALUE;
            for (int other = 0; other < ready.length; other++) {
                if (isActive[other]) {
                    least = Math.min(least, virtualTimes[other]);
                }
            }
            virtualTimes[shard] =
                    least == Double.MAX_VALUE ? virtualTimes[shard] : Math.max(least, virtualTimes[shard]);
        }
        isActive[shard] = hasWork;
    }
}
