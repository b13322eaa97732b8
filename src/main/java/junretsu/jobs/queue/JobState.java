package junretsu.jobs.queue;

import java.util.Locale;

/** The states of a job. From the first two it goes on, the others are final. */
public enum JobState {
    QUEUED,

    /** A worker has begun with it; between two slices, too. */
    RUNNING,

    /** Its number is factored whole. */
    COMPLETED,

    /** Its time was used up; the primes found by then and the rest are the answer. */
    PARTIAL,

    /** Its worker died too often, or its result could not be written; it can be put back into the queue. */
    FAILED,

    CANCELLED;

    public boolean isFinal() {
        return compareTo(RUNNING) > 0;
    }

    /** The name in JSON and on the command line, as in {@code queued}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
