package junretsu.text;

import java.util.Arrays;

/**
 * Durations in buckets whose width grows with them: 16 linear ones for each power of two of microseconds, so that a
 * percentile is at most 1/16 above the truth, from 1 µs to centuries, in 8 KB. Not thread-safe.
 */
public final class LogHistogram {
    private static final int SUB_BITS = 4;
    private static final int SUB = 1 << SUB_BITS;

    private final long[] buckets = new long[(Long.SIZE - SUB_BITS) * SUB];
    private long count;
    private long sumNanos;
    private long maxMicros;

    /** Counts a duration once; a negative one counts as 0. */
    public void record(long nanos) {
        record(nanos, 1);
    }

    /** Counts a duration so many times. */
    public void record(long nanos, long times) {
        long positive = Math.max(0, nanos);
        long micros = positive / 1_000;
        buckets[bucket(micros)] += times;
        count += times;
        sumNanos += positive * times;
        maxMicros = Math.max(maxMicros, micros);
    }

    /** Counts all that another has counted. */
    public void add(LogHistogram other) {
        Arrays.setAll(buckets, i -> buckets[i] + other.buckets[i]);
        count += other.count;
        sumNanos += other.sumNanos;
        maxMicros = Math.max(maxMicros, other.maxMicros);
    }

    /** The same counts, apart from what this one counts from now on. */
    public LogHistogram copy() {
        LogHistogram copy = new LogHistogram();
        copy.add(this);
        return copy;
    }

    /**
     * The duration that a share of all did not pass.
     *
     * @param share such as 0.99
     * @return microseconds; 0 when nothing was counted
     */
    public long percentileMicros(double share) {
        return count == 0 ? 0 : Math.min(maxMicros, highest(bucketOf(wanted(share))));
    }

    /**
     * The least that the duration of {@link #percentileMicros} can be in truth: the begin of its bucket, or itself
     * where it is the longest of all.
     */
    public long percentileMicrosAtLeast(double share) {
        long wanted = wanted(share);
        return wanted >= count ? maxMicros : highest(bucketOf(wanted) - 1) + 1;
    }

    private long wanted(double share) {
        return Math.max(1, (long) Math.ceil(count * share));
    }

    /** The bucket in which the duration with that number lies, from 1, when they stand in order of their length. */
    private int bucketOf(long wanted) {
        int bucket = 0;
        for (long seen = buckets[0]; seen < wanted && bucket < buckets.length - 1; seen += buckets[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** The longest, in microseconds. */
    public long maxMicros() {
        return maxMicros;
    }

    /** The number of durations counted. */
    public long count() {
        return count;
    }

    /** The sum of all, in nanoseconds. */
    public long sumNanos() {
        return sumNanos;
    }

    /** The number of durations shorter than 2 to the power of {@code exponent} microseconds; exact from 4 on. */
    public long countBelow(int exponent) {
        return Arrays.stream(buckets, 0, bucket(1L << exponent)).sum();
    }

    /**
     * The number of durations of at most so many microseconds; up to a sixteenth longer ones are counted too.
     *
     * @param micros 0 or more
     */
    public long countUpTo(long micros) {
        return Arrays.stream(buckets, 0, bucket(micros) + 1).sum();
    }

    private static int bucket(long micros) {
        if (micros < SUB) {
            return (int) micros;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        return (exponent - SUB_BITS + 1) * SUB + (int) (micros >> (exponent - SUB_BITS)) - SUB;
    }

    private static long highest(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int shift = bucket / SUB - 1;
        return ((long) (bucket % SUB + SUB + 1) << shift) - 1;
    }
}
