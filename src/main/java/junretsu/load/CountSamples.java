package junretsu.load;

import java.util.ArrayList;
import java.util.List;

/**
 * Some of a server's counts as they stood at many moments: at most {@value #SAMPLES_MAX} of them, whatever the load's
 * length. When there would be more, every other one goes, as often as needed; the first and the newest always stay. Any
 * thread may call.
 */
final class CountSamples {
    static final int SAMPLES_MAX = 1_000;

    private final List<String> names;
    private final List<Sample> samples = new ArrayList<>();
    private Sample newest;
    private long stride = 1;
    private long added;

    /** @param due sent so long ago that it should have been counted when the counts were read */
    private record Sample(long nanos, long due, long[] counts) {}

    /** @param names of the counts that are kept */
    CountSamples(List<String> names) {
        this.names = List.copyOf(names);
    }

    /**
     * Adds counts that were read later than all before.
     *
     * @param nanos the moment on a clock
     * @param due sent so long ago that it should be in these counts
     */
    synchronized void add(long nanos, long due, NamedCounts counts) {
        newest = new Sample(nanos, due, names.stream().mapToLong(counts::count).toArray());
        if (added % stride == 0) {
            if (samples.size() == SAMPLES_MAX) {
                thin();
            }
            if (added % stride == 0) {
                samples.add(newest);
            }
        }
        added++;
    }

    synchronized boolean isEmpty() {
        return newest == null;
    }

    /** The number of samples that are kept. */
    synchronized int size() {
        return samples.size();
    }

    /** The share of what was due at the newest sample that a count has not grown by, 0 to 1. */
    synchronized double missing(String name) {
        if (newest == null || newest.due() == 0) {
            return 0;
        }
        return Math.max(0, newest.due() - grown(indexOf(name), newest)) / (double) newest.due();
    }

    /**
     * The growth of a count since the first sample.
     *
     * @param startNanos on the clock, before which nothing has grown
     * @param nanos a moment on the clock
     * @return between two samples, as if it had grown evenly; NaN outside of them
     */
    synchronized double grown(String name, long startNanos, long nanos) {
        int count = indexOf(name);
        for (int i = 1; i <= samples.size(); i++) {
            Sample before = samples.get(i - 1);
            Sample after = i == samples.size() ? newest : samples.get(i);
            long from = Math.max(before.nanos(), startNanos);
            if (after != before && nanos >= from && nanos <= after.nanos()) {
                double part = (nanos - from) / (double) Math.max(1, after.nanos() - from);
                long atFirst = grown(count, before);
                return atFirst + part * (grown(count, after) - atFirst);
            }
        }
        return Double.NaN;
    }

    private int indexOf(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("of " + names + ", none is '" + name + "'");
        }
        return index;
    }

    private long grown(int count, Sample sample) {
        return sample.counts()[count] - samples.get(0).counts()[count];
    }

    private void thin() {
        for (int i = 1; 2 * i < samples.size(); i++) {
            samples.set(i, samples.get(2 * i));
        }
        samples.subList((samples.size() + 1) / 2, samples.size()).clear();
        stride *= 2;
    }
}
