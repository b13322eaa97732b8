package junretsu.jobs.work;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import junretsu.base.Clock;
import junretsu.jobs.factor.Checkpoint;
import junretsu.jobs.queue.Turn;
import junretsu.jobs.queue.Turns;

/**
 * The end of one worker's slice: when its CPU time is used up, or nobody wants the job any more. Thread CPU time is a
 * system call, so the wall clock is looked at first: it is never behind. To be used by the worker's thread.
 */
final class SliceWatch implements Checkpoint {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final int worker;
    private final Turns turns;
    private final Courtesy courtesy;
    private final Clock clock;
    private final LongSupplier cpuNanos;
    private Turn turn;
    private long cpuEnd;
    private long lookAt;
    private long cpuLookAt;
    private boolean isOver;
    private boolean isUnwanted;

    SliceWatch(int worker, Turns turns, Courtesy courtesy, Clock clock, LongSupplier cpuNanos) {
        this.worker = worker;
        this.turns = turns;
        this.courtesy = courtesy;
        this.clock = clock;
        this.cpuNanos = cpuNanos;
    }

    /** @param cpuEndNanos CPU time of this thread at which the slice ends */
    void begin(Turn of, long cpuFromNanos, long cpuEndNanos) {
        long now = clock.nanoTime();
        turn = of;
        cpuEnd = cpuEndNanos;
        lookAt = now + LOOK_NANOS;
        cpuLookAt = now + cpuEnd - cpuFromNanos;
        isOver = false;
        isUnwanted = false;
    }

    /** Goes on with a slice that was over. */
    void extend(long cpuNowNanos, long cpuEndNanos) {
        begin(turn, cpuNowNanos, cpuEndNanos);
    }

    @Override
    public boolean isOver() {
        if (isOver) {
            return true;
        }
        long now = clock.nanoTime();
        if (now - lookAt < 0 && now - cpuLookAt < 0) {
            return false;
        }
        isUnwanted = !turns.isWanted(turn);
        isOver = isUnwanted || isUsedUp(now);
        if (!isOver) {
            pause();
            lookAt = clock.nanoTime() + LOOK_NANOS;
        }
        return isOver;
    }

    private boolean isUsedUp(long now) {
        if (now - cpuLookAt < 0) {
            return false;
        }
        long left = cpuEnd - cpuNanos.getAsLong();
        cpuLookAt = now + left;
        return left <= 0;
    }

    private void pause() {
        long nanos = courtesy.pauseNanos(worker);
        if (nanos > 0) {
            LockSupport.parkNanos(courtesy, nanos);
        }
    }

    /** Returns whether the slice ended since nobody wants the job. */
    boolean isUnwanted() {
        return isUnwanted;
    }
}
