package junretsu.jobs.blast;

import java.util.Locale;

/** The state of a job that was accepted, as the server said last. */
enum Outcome {
    OPEN,
    COMPLETED,

    /** Ended with a composite rest. */
    PARTIAL,
    FAILED,
    CANCELLED,

    /** The server accepted it and does not know it. */
    LOST;

    boolean hasResult() {
        return this == COMPLETED || this == PARTIAL;
    }

    /** The word for people and machines. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
