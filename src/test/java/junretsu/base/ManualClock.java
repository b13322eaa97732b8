package junretsu.base;

/** A clock that stands still until a test moves it. One thread moves it, any may read it. */
public final class ManualClock implements Clock {
    private volatile long nanos;

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long epochMillis() {
        return nanos / 1_000_000;
    }

    public void advanceMillis(long millis) {
        nanos += millis * 1_000_000;
    }
}
