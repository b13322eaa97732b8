package junretsu.service;

/**
 * A rate per second over the last second or so: over the samples of the last {@value #WINDOW_NANOS} ns, or over the
 * last two when they are further apart. Sampled by one thread, read by any.
 */
final class RateMeter {
    private static final int SAMPLES = 16;
    private static final long WINDOW_NANOS = 1_600_000_000;

    private final long[] atNanos = new long[SAMPLES];
    private final long[] totals = new long[SAMPLES];
    private int count;
    private volatile double perSecond;

    /** Takes a total. One that is lower than the last is another event's, and the rate starts anew from it. */
    void sample(long nowNanos, long total) {
        if (count > 0 && total < totals[(count - 1) % SAMPLES]) {
            count = 0;
            perSecond = 0;
        }
        int since = oldest(nowNanos);
        if (count > 0 && nowNanos > atNanos[since]) {
            perSecond = (total - totals[since]) * 1e9 / (nowNanos - atNanos[since]);
        }
        atNanos[count % SAMPLES] = nowNanos;
        totals[count % SAMPLES] = total;
        count++;
    }

    double perSecond() {
        return perSecond;
    }

    /** The place of the oldest sample within the window, or else of the last one. */
    private int oldest(long nowNanos) {
        int number = Math.max(0, count - SAMPLES);
        while (number < count - 1 && nowNanos - atNanos[number % SAMPLES] > WINDOW_NANOS) {
            number++;
        }
        return number % SAMPLES;
    }
}
