package junretsu.users.serve;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import junretsu.text.LogHistogram;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineWatch;
import junretsu.users.line.Verb;

/** The requests of one loop so far, by verb and outcome. Written by its thread, read by any. */
final class VerbCounts implements LineWatch {
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
    long invalid() {
        return invalid.sum();
    }

    /** From the end of a line to the writing of its answer. */
    LogHistogram times(Verb verb, boolean success) {
        LogHistogram times = (success ? succeeded : failed).get(verb);
        synchronized (times) {
            return times.copy();
        }
    }
}
