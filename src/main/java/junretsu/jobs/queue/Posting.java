package junretsu.jobs.queue;

import java.util.List;

/**
 * Jobs that come in together: all are accepted or none.
 *
 * @param idempotencyKey null for none; a posting under a caller and key that were there gets the jobs of the first
 */
public record Posting(String caller, List<NewJob> jobs, String idempotencyKey) {
    public Posting {
        jobs = List.copyOf(jobs);
    }

    /**
     * A job that comes in.
     *
     * @param number in decimal, without sign and leading zeros, of at most as many digits as the server takes
     */
    public record NewJob(String number, int priority) {}
}
