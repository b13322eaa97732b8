package junretsu.load;

import java.util.Arrays;

/**
 * By how much the generator was behind its own schedule, as a histogram of datagrams. All datagrams of one slice count with the
 * lag of the first, which waited longest, so the figures err upward by at most a slice. Not thread-safe.
 *
 * <p>Values are in microseconds, in 16 linear buckets for each power of two, so a percentile is at most 1/16 above the truth.
 */
public final class ScheduleLag {
    private static final int SUB_BITS = 4;
    private static final int SUB = 1 << SUB_BITS;

    private final long[] buckets = new long[(Long.SIZE - SUB_BITS) * SUB];
    private long max;

    public void record(long nanos, long datagrams) {
        long micros = Math.max(0, nanos) / 1_000;
        buckets[bucket(micros)] += datagrams;
        max = Math.max(max, micros);
    }

    public void add(ScheduleLag other) {
        Arrays.setAll(buckets, i -> buckets[i] + other.buckets[i]);
        max = Math.max(max, other.max);
    }

    /**
     * @param share such as 0.99
     * @return microseconds that so large a share of the datagrams did not pass; 0 when there are none
     */
    public long percentileMicros(double share) {
        long wanted = (long) Math.ceil(Arrays.stream(buckets).sum() * share);
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= wanted && seen > 0) {
                return Math.min(max, highest(i));
            }
        }
        return 0;
    }

    public long maxMicros() {
        return max;
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
