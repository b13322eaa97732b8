package junretsu.jobs.queue;

import java.util.List;

/** The outcome of a posting. */
public sealed interface Posted {

    /**
     * They are durable: whatever is killed, they will be done.
     *
     * @param jobs in the order of the posting
     * @param isRepeat true when an earlier posting with the same idempotency key brought them
     */
    record Accepted(List<Job> jobs, boolean isRepeat) implements Posted {}

    /** The caller has as many open jobs as it may. */
    record Limited(String sentence, int retryAfterSeconds) implements Posted {}

    /** The idempotency key stands for other numbers. */
    record Conflict(String sentence) implements Posted {}

    /** Nothing can be accepted now: the queue or the disk is full, Redis is away, the server stops. None was taken. */
    record Unavailable(String sentence, int retryAfterSeconds) implements Posted {}
}
