package junretsu.base;

/** A clock that stands still until a test moves it. One thread moves it, any may read it. */
public final class ManualClock implements Clock {
    private volatile long nanos;
    private volatile long jumpedMs;

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long epochMillis() {
        return nanos / 1_000_000 + jumpedMs;
    }

    /** Sets the wall clock alone, as a person or NTP does. */
    public void jumpMillis(long millis) {
        jumpedMs += millis;
    }

    public void advanceMillis(long millis) {
        nanos += millis * 1_000_000;
    }
}
