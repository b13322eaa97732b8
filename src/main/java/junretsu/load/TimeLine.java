package junretsu.load;

import java.util.Arrays;

/**
 * A load's course: counts and the longest latency of each slice of time since its start. A slice is 100 ms long; when
 * there would be more than {@value #SLICES_MAX}, two and two become one, as often as needed. Not thread-safe.
 */
public final class TimeLine {
    static final int SLICES_MAX = 600;
    private static final long SLICE_NANOS = 100_000_000L;

    private final long[] counts = new long[SLICES_MAX];
    private final long[] maxNanos = new long[SLICES_MAX];
    private long sliceNanos = SLICE_NANOS;
    private int slices;

    /**
     * Counts what was answered.
     *
     * @param elapsedNanos since the start, 0 or more
     */
    public void record(long elapsedNanos, long count, long latencyNanos) {
        while (elapsedNanos / sliceNanos >= SLICES_MAX) {
            halve();
        }
        int slice = (int) (elapsedNanos / sliceNanos);
        counts[slice] += count;
        maxNanos[slice] = Math.max(maxNanos[slice], latencyNanos);
        slices = Math.max(slices, slice + 1);
    }

    /** Counts all that another has counted, which may be given coarser slices by this. */
    public void add(TimeLine other) {
        while (sliceNanos < other.sliceNanos) {
            halve();
        }
        while (other.sliceNanos < sliceNanos) {
            other.halve();
        }
        slices = Math.max(slices, other.slices);
        Arrays.setAll(counts, i -> counts[i] + other.counts[i]);
        Arrays.setAll(maxNanos, i -> Math.max(maxNanos[i], other.maxNanos[i]));
    }

    /** The number of slices up to the last that counted something. */
    public int slices() {
        return slices;
    }

    /** The length of a slice, in nanoseconds. */
    public long sliceNanos() {
        return sliceNanos;
    }

    /** The sum of the counts in a slice. */
    public long count(int slice) {
        return counts[slice];
    }

    /** The longest latency in a slice, in nanoseconds. */
    public long maxNanos(int slice) {
        return maxNanos[slice];
    }

    private void halve() {
        for (int i = 0; i < SLICES_MAX / 2; i++) {
            counts[i] = counts[2 * i] + counts[2 * i + 1];
            maxNanos[i] = Math.max(maxNanos[2 * i], maxNanos[2 * i + 1]);
        }
        Arrays.fill(counts, SLICES_MAX / 2, SLICES_MAX, 0);
        Arrays.fill(maxNanos, SLICES_MAX / 2, SLICES_MAX, 0);
        sliceNanos *= 2;
        slices = (slices + 1) / 2;
    }
}
