package junretsu.jobs.serve;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests whose jobs were not accepted. Any thread may call. */
final class JobRejections {
    private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

    /** The reason of a rejection. */
    enum Reason {
        /** The body or a header is not what is taken: 400. */
        BAD,

        /** The caller hands in too many a second: 429. */
        RATE,

        /** The caller has too many open: 429. */
        OPEN,

        /** The idempotency key stands for other numbers: 422. */
        CONFLICT,

        /** The queue is full or cannot be written: 503. */
        UNAVAILABLE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    JobRejections() {
        for (Reason reason : Reason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    void add(Reason reason) {
        counts.get(reason).increment();
    }

    long of(Reason reason) {
        return counts.get(reason).sum();
    }

    /** All of them. */
    long sum() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
