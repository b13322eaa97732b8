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

    /** Milliseconds that are left, at least 0. */
    public long remainingMs() {
        return Math.max(0, (atNanos - clock.nanoTime()) / 1_000_000);
    }

    /** Returns whether the moment has come. */
    public boolean isPassed() {
        return clock.nanoTime() - atNanos >= 0;
    }
}
