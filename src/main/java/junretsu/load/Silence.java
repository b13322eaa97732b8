package junretsu.load;

import java.util.concurrent.TimeUnit;

/**
 * The silence of a sender's server: on since the first attempt that failed, until it answers again. What is due
 * meanwhile cannot be sent, and is missing in the end. For one thread.
 */
public final class Silence {
    /** After so long, a server is taken for gone. */
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(60);

    private long beginNanos = Long.MAX_VALUE;

    /** Takes note that the server did not answer, or took no connection. */
    public void failed(long nowNanos) {
        beginNanos = Math.min(beginNanos, nowNanos);
    }

    /** Takes note of an answer, whatever it says. */
    public void answered() {
        beginNanos = Long.MAX_VALUE;
    }

    public boolean isOn() {
        return beginNanos != Long.MAX_VALUE;
    }

    /** Returns true once it has lasted so long that nobody needs to wait for its end. */
    public boolean isLong(long nowNanos) {
        return isOn() && nowNanos - beginNanos >= LONG_NANOS;
    }
}
