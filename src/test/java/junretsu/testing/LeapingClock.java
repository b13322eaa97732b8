package junretsu.testing;

import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;

/** The system's clock, which a test can set forward. */
public final class LeapingClock implements Clock {
    private final AtomicLong leptNanos = new AtomicLong();

    public void leap(long nanos) {
        leptNanos.addAndGet(nanos);
    }

    @Override
    public long nanoTime() {
        return SYSTEM.nanoTime() + leptNanos.get();
    }

    @Override
    public long epochMillis() {
        return SYSTEM.epochMillis() + leptNanos.get() / 1_000_000;
    }
}
