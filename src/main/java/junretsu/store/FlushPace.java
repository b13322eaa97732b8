package junretsu.store;

import junretsu.base.Clock;

/**
 * The time between two flushes. A store that is shared by many nodes is slow when more of them flush than it can take,
 * so each node makes room: a flush that takes more than a quarter of the interval doubles it, up to two seconds, and
 * one that takes less than an eighth shortens it by a sixteenth, down to the interval that was asked for. All nodes
 * measure the same store and hold the same rule, so a node that joins late has the same share as the others. To be used
 * by the flusher's thread.
 */
final class FlushPace {
    /** Below the {@code NodeLease}'s three seconds, after which a node that is not heard of may be replaced. */
    static final long INTERVAL_NANOS_MAX = 2_000_000_000L;

    /**
     * A shorter interval is not called stretched: a store far away lengthens it for good, and nobody need do anything.
     * The same second is in {@code deploy/alerts.yml}.
     */
    static final long LONG_NANOS = 1_000_000_000L;

    /** A single slow flush is forgotten in less; an interval that is long after that is stretched. */
    static final long STRETCHED_NANOS = 5_000_000_000L;

    /** An interval that has not been long for so long is no longer called stretched. */
    static final long CALM_NANOS = 10_000_000_000L;

    private final Clock clock;
    private final long leastNanos;
    private long intervalNanos;
    private long shortAtNanos;
    private long longAtNanos;
    private boolean isStretched;

    /** @param leastNanos the interval while the store is fast, two seconds at most */
    FlushPace(long leastNanos, Clock clock) {
        this.clock = clock;
        this.leastNanos = leastNanos;
        intervalNanos = leastNanos;
        shortAtNanos = clock.nanoTime();
        longAtNanos = shortAtNanos - CALM_NANOS;
    }

    /** Takes note of a flush that was applied. One that failed is followed by a back-off instead. */
    void took(long durationNanos) {
        if (durationNanos > intervalNanos / 4) {
            intervalNanos = Math.min(INTERVAL_NANOS_MAX, 2 * intervalNanos);
        } else if (durationNanos < intervalNanos / 8) {
            intervalNanos = Math.max(leastNanos, intervalNanos - intervalNanos / 16);
        }
        long now = clock.nanoTime();
        if (intervalNanos > leastNanos && intervalNanos >= LONG_NANOS) {
            longAtNanos = now;
        } else {
            shortAtNanos = now;
        }
        isStretched = now - shortAtNanos >= STRETCHED_NANOS || isStretched && now - longAtNanos < CALM_NANOS;
    }

    /** The time to wait behind a flush. */
    long intervalNanos() {
        return intervalNanos;
    }

    /** Returns true once the interval has been long for a while, until it has not been for a while. */
    boolean isStretched() {
        return isStretched;
    }
}
