package junretsu.base;

/**
 * A moment by which several things together have to be done. Immutable; may be used by any thread.
 *
 * @param clock that measures it
 * @param atNanos on that clock
 */
public record Deadline(Clock clock, long atNanos) {

    /** The moment so many nanoseconds from now. */
    public static Deadline in(long nanos, Clock clock) {
        return new Deadline(clock, clock.nanoTime() + nanos);
    }

    /**
     * A moment before this one, for what must leave the rest of the time to others.
     *
     * @param nanos so much before; half of the time that is left when that is less
     */
    public Deadline before(long nanos) {
        long left = Math.max(0, atNanos - clock.nanoTime());
        return new Deadline(clock, atNanos - Math.min(nanos, left / 2));
    }

    /** Milliseconds that are left, at least 0. */
    public long remainingMs() {
        return Math.max(0, (atNanos - clock.nanoTime()) / 1_000_000);
    }

    /** Returns whether the moment has come. */
    public boolean isPassed() {
        return clock.nanoTime() - atNanos >= 0;
    }
}
