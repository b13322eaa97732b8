package junretsu.votes.serve;

/** Votes per second over the last second or so. Sampled by one thread, read by any. */
final class RateMeter {
    private static final int SAMPLES = 16;

    private final long[] atNanos = new long[SAMPLES];
    private final long[] totals = new long[SAMPLES];
    private int count;
    private volatile double perSecond;

    /** To be called about {@code SAMPLES} times within the time that the rate is to be averaged over. */
    void sample(long nowNanos, long total) {
        int oldest = count < SAMPLES ? 0 : count % SAMPLES;
        if (count > 0 && nowNanos > atNanos[oldest]) {
            perSecond = (total - totals[oldest]) * 1e9 / (nowNanos - atNanos[oldest]);
        }
        atNanos[count % SAMPLES] = nowNanos;
        totals[count % SAMPLES] = total;
        count++;
    }

    double perSecond() {
        return perSecond;
    }
}
