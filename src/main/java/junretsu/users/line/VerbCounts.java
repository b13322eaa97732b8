package junretsu.users.line;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import junretsu.text.LogHistogram;
import junretsu.text.PrometheusText;

/** The requests so far, by verb and outcome. Mostly written by one thread; may be written and read by any. */
public final class VerbCounts implements LineWatch {
    private final Map<Verb, LogHistogram> succeeded = histograms();
    private final Map<Verb, LogHistogram> failed = histograms();
    private final LongAdder invalid = new LongAdder();

    private static Map<Verb, LogHistogram> histograms() {
        Map<Verb, LogHistogram> histograms = new EnumMap<>(Verb.class);
        for (Verb verb : Verb.values()) {
            histograms.put(verb, new LogHistogram());
        }
        return histograms;
    }

    @Override
    public void answered(Verb verb, LineAnswer answer, long nanos) {
        if (verb == null) {
            invalid.increment();
            return;
        }
        LogHistogram times = (answer.success() ? succeeded : failed).get(verb);
        synchronized (times) {
            times.record(nanos);
        }
    }

    /** Lines that were no requests. */
    public long invalid() {
        return invalid.sum();
    }

    /** The times that answers took. */
    public LogHistogram times(Verb verb, boolean success) {
        LogHistogram times = (success ? succeeded : failed).get(verb);
        synchronized (times) {
            return times.copy();
        }
    }

    /**
     * Writes a family's samples of one verb, but only of what has been asked for: two dozen lines are a histogram.
     *
     * @param result as in {@code ok}
     */
    public static void write(PrometheusText text, Verb verb, String result, LogHistogram times) {
        if (times.count() > 0) {
            text.histogram(times, "verb", verb.name().toLowerCase(Locale.ROOT), "result", result);
        }
    }
}
