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

    /** The job while a worker is at it, or between two of its slices. */
    public Job running(long startMs, long usedNanos) {
        return with(JobState.RUNNING, startMs, 0, cpuNanos + usedNanos, deaths, null);
    }

    /** The job with its result. */
    public Job done(long endMs, long usedNanos, JobResult found) {
        JobState end = found.rest() == null ? JobState.COMPLETED : JobState.PARTIAL;
        return with(end, startedMs, endMs, cpuNanos + usedNanos, deaths, found);
    }

    /**
     * The job without a worker or a result: queued again, failed or cancelled.
     *
     * @param endMs 0 for one that is queued
     */
    public Job without(JobState after, long endMs, List<String> deathsOfAll) {
        return with(after, startedMs, endMs, cpuNanos, deathsOfAll, null);
    }

    private Job with(JobState other, long startMs, long endMs, long cpu, List<String> died, JobResult found) {
        return new Job(id, caller, number, priority, other, postedMs, startMs, endMs, cpu, died, found);
    }
}
