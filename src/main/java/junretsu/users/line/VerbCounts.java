package junretsu.users.line;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import junretsu.text.LogHistogram;
import junretsu.text.PrometheusText;

/** The requests so far, by verb and result. Mostly written by one thread; may be written and read by any. */
public final class VerbCounts implements LineWatch {
    private final Map<Verb, Map<RequestResult, LogHistogram>> requests = new EnumMap<>(Verb.class);
    private final LogHistogram held = new LogHistogram();
    private final LongAdder invalid = new LongAdder();
    private final LongAdder faults = new LongAdder();

    public VerbCounts() {
        for (Verb verb : Verb.values()) {
            Map<RequestResult, LogHistogram> results = new EnumMap<>(RequestResult.class);
            for (RequestResult result : RequestResult.values()) {
                results.put(result, new LogHistogram());
            }
            requests.put(verb, results);
        }
    }

    @Override
    public void answered(Verb verb, LineAnswer answer, long nanos, long heldNanos) {
        if (heldNanos >= 0) {
            record(held, heldNanos);
        }
        if (verb == null) {
            invalid.increment();
        } else {
            RequestResult result = RequestResult.of(answer);
            record(requests.get(verb).get(result), nanos);
            if (result == RequestResult.ERROR) {
                faults.increment();
            }
        }
    }

    private static void record(LogHistogram times, long nanos) {
        synchronized (times) {
            times.record(nanos);
        }
    }

    /** Lines that were no requests. */
    public long invalid() {
        return invalid.sum();
    }

    /** Requests that ended by a fault of the server. */
    public long faults() {
        return faults.sum();
    }

    /** The times of answers from when they were there until they were written. */
    public LogHistogram held() {
        return copy(held);
    }

    /** Requests of all verbs that succeeded, or those that did not. */
    public long requests(boolean success) {
        long sum = 0;
        for (Verb verb : Verb.values()) {
            for (RequestResult result : RequestResult.values()) {
                if (success == (result == RequestResult.OK)) {
                    sum += copy(requests.get(verb).get(result)).count();
                }
            }
        }
        return sum;
    }

    private static LogHistogram copy(LogHistogram times) {
        synchronized (times) {
            return times.copy();
        }
    }

    /**
     * Writes a family's samples: the times of answers by verb and result, but only of what there has been, since two
     * dozen lines are a histogram.
     */
    public static void write(PrometheusText text, Collection<VerbCounts> all) {
        for (Verb verb : Verb.values()) {
            for (RequestResult result : RequestResult.values()) {
                LogHistogram times = new LogHistogram();
                all.forEach(counts -> times.add(copy(counts.requests.get(verb).get(result))));
                if (times.count() > 0) {
                    text.histogram(times, "verb", name(verb), "result", name(result));
                }
            }
        }
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
