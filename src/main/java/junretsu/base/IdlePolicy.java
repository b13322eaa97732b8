package junretsu.base;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** The wait of a worker's thread between two rounds of work. One policy object belongs to one thread. */
@FunctionalInterface
public interface IdlePolicy {

    /** Rounds in a row without work after which {@link #nap(long, long)} takes a worker for idle. */
    int ROUNDS_UNTIL_IDLE = 64;

    /** @param work what the worker's last round returned; 0 when it found nothing to do */
    void idle(int work);

    /**
     * Goes on at once after work, else sleeps a fixed time. A receiver that naps instead of blocking in the kernel
     * spares the sender a wake-up per datagram, which on loopback is worth 6 to 29 % of the sender's rate.
     */
    static IdlePolicy nap(long nanos) {
        return work -> {
            if (work == 0) {
                LockSupport.parkNanos(nanos);
            }
        };
    }

    /**
     * As {@link #nap(long)}, but sleeps the longer time after {@link #ROUNDS_UNTIL_IDLE} rounds in a row without work.
     */
    static IdlePolicy nap(long nanos, long idleNanos) {
        return nap(nanos, idleNanos, LockSupport::parkNanos);
    }

    /** As {@link #nap(long, long)}, with the wait handed in. */
    static IdlePolicy nap(long nanos, long idleNanos, LongConsumer wait) {
        int[] emptyRounds = {0};
        return work -> {
            if (work == 0) {
                wait.accept(emptyRounds[0] < ROUNDS_UNTIL_IDLE ? nanos : idleNanos);
                emptyRounds[0] = Math.min(ROUNDS_UNTIL_IDLE, emptyRounds[0] + 1);
            } else {
                emptyRounds[0] = 0;
            }
        };
    }

    /** Goes on at once; for workers that wait within their rounds. */
    static IdlePolicy none() {
        return work -> {};
    }

    /** Sleeps the same time after every round, for workers that act at an interval. */
    static IdlePolicy every(long nanos) {
        return work -> LockSupport.parkNanos(nanos);
    }

    /**
     * Lets rounds begin at fixed times, one interval apart. A round that took longer than that is followed by the next
     * at once; one that began early, since its thread was woken, leaves the times as they are.
     */
    static IdlePolicy metronome(long nanos) {
        return metronome(nanos, Clock.SYSTEM, LockSupport::parkNanos);
    }

    /** The same as {@link #metronome(long)}, with the time and the wait handed in. */
    static IdlePolicy metronome(long nanos, Clock clock, LongConsumer wait) {
        long[] next = {clock.nanoTime()};
        return work -> {
            long now = clock.nanoTime();
            if (now - next[0] >= 0) {
                next[0] = Math.max(now, next[0] + nanos);
            }
            if (next[0] > now) {
                wait.accept(next[0] - now);
            }
        };
    }
}
