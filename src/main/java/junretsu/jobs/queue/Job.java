package junretsu.jobs.queue;

import java.util.List;

/**
 * A job as it stands at one moment. Immutable.
 *
 * @param caller on whose behalf it is done
 * @param number in decimal, without leading zeros
 * @param priority within its caller, 0 to {@link junretsu.jobs.JobWire#PRIORITY_MAX}
 * @param postedMs Unix milliseconds at which it was accepted
 * @param startedMs at which a worker first began with it; 0 when none has
 * @param endedMs at which it reached its final state; 0 when it has not
 * @param cpuNanos CPU time that it has used
 * @param deaths of its workers, oldest first: a sentence each
 * @param result null but in the states COMPLETED and PARTIAL
 */
public record Job(
        JobId id,
        String caller,
        String number,
        int priority,
        JobState state,
        long postedMs,
        long startedMs,
        long endedMs,
        long cpuNanos,
        List<String> deaths,
        JobResult result) {
    public Job {
        deaths = List.copyOf(deaths);
    }
}
