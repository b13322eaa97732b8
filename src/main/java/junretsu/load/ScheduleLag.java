package junretsu.load;

import junretsu.text.JsonWriter;
import junretsu.text.LogHistogram;

/**
 * The generator's lag behind its own schedule, as a histogram of datagrams or lines. All of one slice count with the
 * lag of the first, which waited longest, so the figures err upward by at most a slice, and percentiles by a sixteenth.
 * Not thread-safe.
 */
public final class ScheduleLag {
    private final LogHistogram histogram = new LogHistogram();

    /**
     * Counts a slice.
     *
     * @param nanos of lag; a negative one counts as 0
     * @param datagrams in the slice
     */
    public void record(long nanos, long datagrams) {
        histogram.record(nanos, datagrams);
    }

    /** Counts all that another has counted. */
    public void add(ScheduleLag other) {
        histogram.add(other.histogram);
    }

    /**
     * The lag that a share of the datagrams did not pass.
     *
     * @param share such as 0.99
     * @return microseconds; 0 when there are none
     */
    public long percentileMicros(double share) {
        return histogram.percentileMicros(share);
    }

    /** The lag of each, which nobody else changes any more. */
    public LogHistogram histogram() {
        return histogram;
    }

    /** The longest, in microseconds. */
    public long maxMicros() {
        return histogram.maxMicros();
    }

    /**
     * Writes p50, p99 and max, in microseconds, as an object of that name; null for a load that had no schedule.
     *
     * @param rate of the load
     */
    public void write(JsonWriter json, String name, Rate rate) {
        if (rate.isMax()) {
            json.fieldNull(name);
        } else {
            write(json, name);
        }
    }

    /** Writes p50, p99 and max, in microseconds, as an object of that name. */
    public void write(JsonWriter json, String name) {
        json.beginObject(name)
                .field("p50", percentileMicros(0.5))
                .field("p99", percentileMicros(0.99))
                .field("max", maxMicros())
                .endObject();
    }
}
