package junretsu.load;

import java.util.Arrays;

/**
 * A load's course: counts and times of each slice since its start. A slice is a quarter of a second long; when there
 * would be more than {@value #SLICES_MAX}, two and two become one, as often as needed. Times are kept in four ranges
 * for each power of two of microseconds. Not thread-safe.
 */
public final class TimeLine {
    /** Stands for the time of what has none. */
    public static final long UNTIMED = -1;

    static final int SLICES_MAX = 240;

    private static final long SLICE_NANOS = 250_000_000L;
    private static final int SUB_BITS = 2;
    private static final int SUB = 1 << SUB_BITS;

    /** The last range begins at 2³³ µs, more than two hours. */
    private static final int EXPONENT_MAX = 33;

    private static final int RANGES = (EXPONENT_MAX - SUB_BITS + 1) * SUB + 1;

    private final long[] counts = new long[SLICES_MAX];
    private final long[] maxNanos = new long[SLICES_MAX];
    private final long[][] ranges = new long[SLICES_MAX][];
    private long sliceNanos = SLICE_NANOS;
    private int slices;
    private long lastNanos;

    /**
     * Counts what was done at a moment.
     *
     * @param elapsedNanos since the start, 0 or more
     * @param nanos that it took; {@link #UNTIMED} for no time
     */
    public void record(long elapsedNanos, long count, long nanos) {
        while (elapsedNanos / sliceNanos >= SLICES_MAX) {
            halve();
        }
        int slice = (int) (elapsedNanos / sliceNanos);
        counts[slice] += count;
        slices = Math.max(slices, slice + 1);
        lastNanos = Math.max(lastNanos, elapsedNanos);
        if (nanos >= 0) {
            maxNanos[slice] = Math.max(maxNanos[slice], nanos);
            ranges(slice)[range(nanos / 1_000)] += count;
        }
    }

    /** Counts all that another has counted, which may be given coarser slices by this. */
    public void add(TimeLine other) {
        add(other, 0);
    }

    /**
     * Counts all that another has counted, so much later, to the nearest slice. The other may be given coarser slices.
     *
     * @param laterNanos 0 or more
     */
    public void add(TimeLine other, long laterNanos) {
        while (sliceNanos < other.sliceNanos) {
            halve();
        }
        while (other.sliceNanos < sliceNanos) {
            other.halve();
        }
        while (other.slices > 0 && other.slices + shift(laterNanos) > SLICES_MAX) {
            halve();
            other.halve();
        }
        int shift = other.slices == 0 ? 0 : (int) shift(laterNanos);
        for (int i = 0; i < other.slices; i++) {
            addSlice(i + shift, other, i);
        }
        if (other.slices > 0) {
            slices = Math.max(slices, other.slices + shift);
            lastNanos = Math.max(lastNanos, other.lastNanos + shift * sliceNanos);
        }
    }

    private long shift(long laterNanos) {
        return Math.round(laterNanos / (double) sliceNanos);
    }

    /** Joins a last slice that hardly began, such as that of a late generator's last datagram, to the one before. */
    void trim() {
        while (slices > 1 && lastNanos - (slices - 1) * sliceNanos < sliceNanos / 4) {
            slices--;
            addSlice(slices - 1, this, slices);
            counts[slices] = 0;
            maxNanos[slices] = 0;
            ranges[slices] = null;
        }
    }

    /** The moment of the last that was counted, in seconds since the start. */
    double lastSeconds() {
        return lastNanos / 1e9;
    }

    /** The rate within a slice; the last may be shorter or longer than the others. */
    double perSecond(int slice) {
        long from = slice * sliceNanos;
        long length = slice == slices - 1 ? Math.max(sliceNanos / 4, lastNanos - from) : sliceNanos;
        return counts[slice] * 1e9 / length;
    }

    /** The number of slices up to the last that counted something. */
    public int slices() {
        return slices;
    }

    /** The length of a slice, in nanoseconds. */
    public long sliceNanos() {
        return sliceNanos;
    }

    /** The sum of the counts in a slice; 0 behind the last. */
    public long count(int slice) {
        return slice < SLICES_MAX ? counts[slice] : 0;
    }

    /** The longest time in a slice, in nanoseconds. */
    public long maxNanos(int slice) {
        return maxNanos[slice];
    }

    /** Returns whether anything that was counted had a time. */
    public boolean isTimed() {
        return Arrays.stream(ranges).anyMatch(range -> range != null);
    }

    /**
     * The time that a share of what was counted in some slices did not pass, at most a quarter above the truth.
     *
     * @param from the first slice
     * @param to the slice behind the last
     * @return seconds; NaN where nothing had a time
     */
    double percentileSeconds(double share, int from, int to) {
        long[] sum = new long[RANGES];
        long longest = 0;
        for (int slice = from; slice < Math.min(to, slices); slice++) {
            longest = Math.max(longest, maxNanos[slice]);
            addRanges(sum, ranges[slice]);
        }
        long wanted = Math.max(1, (long) Math.ceil(Arrays.stream(sum).sum() * share));
        long seen = 0;
        for (int range = 0; range < RANGES; range++) {
            seen += sum[range];
            if (seen >= wanted) {
                return Math.min(longest / 1e9, boundSeconds(range + 1));
            }
        }
        return Double.NaN;
    }

    /** The counts of each slice by ranges of time. */
    long[][] heat() {
        long[][] heat = new long[slices][];
        Arrays.setAll(heat, slice -> ranges[slice] == null ? new long[RANGES] : ranges[slice].clone());
        return heat;
    }

    /** The bounds of the ranges of {@link #heat}, in seconds; the first stands for 0. */
    static double[] bounds() {
        double[] bounds = new double[RANGES + 1];
        Arrays.setAll(bounds, range -> range == 0 ? 0.5e-6 : boundSeconds(range));
        return bounds;
    }

    private static int range(long micros) {
        if (micros < SUB) {
            return (int) micros;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        int range = (exponent - SUB_BITS + 1) * SUB + (int) (micros >> (exponent - SUB_BITS)) - SUB;
        return Math.min(RANGES - 1, range);
    }

    /** The shortest time of a range, which is where the one before it ends. */
    private static double boundSeconds(int range) {
        if (range < SUB) {
            return range / 1e6;
        }
        return ((long) (range % SUB + SUB) << (range / SUB - 1)) / 1e6;
    }

    private long[] ranges(int slice) {
        if (ranges[slice] == null) {
            ranges[slice] = new long[RANGES];
        }
        return ranges[slice];
    }

    private void addSlice(int slice, TimeLine other, int otherSlice) {
        counts[slice] += other.counts[otherSlice];
        maxNanos[slice] = Math.max(maxNanos[slice], other.maxNanos[otherSlice]);
        if (other.ranges[otherSlice] != null) {
            addRanges(ranges(slice), other.ranges[otherSlice]);
        }
    }

    private static void addRanges(long[] sum, long[] more) {
        if (more != null) {
            Arrays.setAll(sum, range -> sum[range] + more[range]);
        }
    }

    private void halve() {
        TimeLine before = new TimeLine();
        before.slices = slices;
        System.arraycopy(counts, 0, before.counts, 0, SLICES_MAX);
        System.arraycopy(maxNanos, 0, before.maxNanos, 0, SLICES_MAX);
        System.arraycopy(ranges, 0, before.ranges, 0, SLICES_MAX);
        Arrays.fill(counts, 0);
        Arrays.fill(maxNanos, 0);
        Arrays.fill(ranges, null);
        for (int i = 0; i < before.slices; i++) {
            addSlice(i / 2, before, i);
        }
        sliceNanos *= 2;
        slices = (slices + 1) / 2;
    }
}
