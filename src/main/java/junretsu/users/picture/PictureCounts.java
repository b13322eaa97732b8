package junretsu.users.picture;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import junretsu.text.LogHistogram;

/** The pictures that a front was asked to make so far. Any thread may count and read. */
public final class PictureCounts {
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
    private final LogHistogram times = new LogHistogram();

    /** The end of one that was asked for. */
    public enum Outcome {
        /** It was made. */
        MADE,
        /** The file is no picture, is not whole, or is too large. */
        REJECTED,
        /** Too many waited. */
        REFUSED,
        /** A fault of this program. */
        FAILED
    }

    PictureCounts() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    void add(Outcome outcome) {
        outcomes.get(outcome).increment();
    }

    void took(long nanos) {
        synchronized (times) {
            times.record(nanos);
        }
    }

    /** Pictures that ended so. */
    public long sum(Outcome outcome) {
        return outcomes.get(outcome).sum();
    }

    /** The times from the beginning of the decoding to its end, also of those that were rejected; a copy. */
    public LogHistogram times() {
        synchronized (times) {
            return times.copy();
        }
    }
}
