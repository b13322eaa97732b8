package junretsu.store;

/** How long flushes took, in the cumulative buckets of a Prometheus histogram. Not thread-safe. */
final class Histogram {
    /** Upper bounds of the buckets in seconds; one more bucket takes the rest. */
    static final double[] BOUNDS_SECONDS = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5};

    private final long[] buckets = new long[BOUNDS_SECONDS.length + 1];
    private long count;
    private long sumNanos;

    void record(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS_SECONDS.length && nanos > BOUNDS_SECONDS[bucket] * 1e9) {
            bucket++;
        }
        buckets[bucket]++;
        count++;
        sumNanos += nanos;
    }

    /** How many took no longer than the bucket's bound. */
    long cumulative(int bucket) {
        long sum = 0;
        for (int i = 0; i <= bucket; i++) {
            sum += buckets[i];
        }
        return sum;
    }

    long count() {
        return count;
    }

    double sumSeconds() {
        return sumNanos / 1e9;
    }

    Histogram copy() {
        Histogram copy = new Histogram();
        System.arraycopy(buckets, 0, copy.buckets, 0, buckets.length);
        copy.count = count;
        copy.sumNanos = sumNanos;
        return copy;
    }
}
