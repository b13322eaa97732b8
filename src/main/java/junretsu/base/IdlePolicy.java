package junretsu.base;

import java.util.concurrent.locks.LockSupport;

/** What a worker's thread does between two rounds of work. One policy object belongs to one thread. */
@FunctionalInterface
public interface IdlePolicy {

    /** @param work what the worker's last round returned; 0 when it found nothing to do */
    void idle(int work);

    /**
     * Goes on at once after work, else sleeps a fixed time. A receiver that naps instead of blocking in the kernel spares
     * the sender a wake-up per datagram, which on loopback is worth a fifth of the sender's rate.
     */
    static IdlePolicy nap(long nanos) {
        return work -> {
            if (work == 0) {
                LockSupport.parkNanos(nanos);
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

    /** Lets rounds begin at fixed times, one interval apart; a round that took longer is followed by the next at once. */
    static IdlePolicy metronome(long nanos) {
        long[] next = {System.nanoTime()};
        return work -> {
            long now = System.nanoTime();
            next[0] = Math.max(now, next[0] + nanos);
            if (next[0] > now) {
                LockSupport.parkNanos(next[0] - now);
            }
        };
    }
}
