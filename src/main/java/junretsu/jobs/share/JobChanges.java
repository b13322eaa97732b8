package junretsu.jobs.share;

import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.JobState;

/** Jobs as they stand after something has happened to them. */
final class JobChanges {
    private JobChanges() {}

    /** The job after more CPU time. */
    static Job used(Job job, long nanos) {
        return changed(job, job.state(), job.endedMs(), job.cpuNanos() + nanos, job.result());
    }

    /** The job with its result. */
    static Job done(Job job, long endedMs, long usedNanos, JobResult result) {
        JobState state = result.rest() == null ? JobState.COMPLETED : JobState.PARTIAL;
        return changed(job, state, endedMs, job.cpuNanos() + usedNanos, result);
    }

    private static Job changed(Job job, JobState state, long endedMs, long cpuNanos, JobResult result) {
        return new Job(
                job.id(),
                job.caller(),
                job.number(),
                job.priority(),
                state,
                job.postedMs(),
                job.startedMs(),
                endedMs,
                cpuNanos,
                job.deaths(),
                result);
    }
}
