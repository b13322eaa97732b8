package junretsu.users.serve;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import junretsu.text.LogHistogram;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineWatch;
import junretsu.users.line.Verb;

/** The requests of one loop so far, by verb and result. Written by its thread, read by any. */
final class VerbCounts implements LineWatch {
    private final Map<Verb, Map<RequestResult, LogHistogram>> requests = new EnumMap<>(Verb.class);
    private final LogHistogram held = new LogHistogram();
    private final LongAdder invalid = new LongAdder();

    VerbCounts() {
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
        record(held, heldNanos);
        if (verb == null) {
            invalid.increment();
        } else {
            record(requests.get(verb).get(RequestResult.of(answer)), nanos);
        }
    }

    private static void record(LogHistogram times, long nanos) {
        synchronized (times) {
            times.record(nanos);
        }
    }

    /** Lines that were no requests. */
    long invalid() {
        return invalid.sum();
    }

    /** From the end of a line to the writing of its answer. */
    LogHistogram times(Verb verb, RequestResult result) {
        return copy(requests.get(verb).get(result));
    }

    /** From the completion of an answer to its writing. */
    LogHistogram held() {
        return copy(held);
    }

    private static LogHistogram copy(LogHistogram times) {
        synchronized (times) {
            return times.copy();
        }
    }
}
