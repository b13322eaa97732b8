package junretsu.jobs.local;

import junretsu.jobs.queue.CallerRules.Rule;

/** A caller with open jobs, or one whom the scheduler still knows. Guarded by {@link OpenJobs}. */
final class CallerAccount {
    private static final int SAMPLES_MIN = 5;

    final String name;

    /** In the scheduler; negative while it knows nothing of the caller. */
    int number = -1;

    /** Jobs queued or running, and those that are on their way to the disk. */
    long open;

    /** Jobs that a worker has begun with. */
    int begun;

    /** As the scheduler was told; null while it has the default. */
    Rule rule;

    private long ended;
    private long endedNanos;

    CallerAccount(String name) {
        this.name = name;
    }

    /** Takes note of a job that has ended, with the CPU time that it used. */
    void ended(long cpuNanos) {
        ended++;
        endedNanos += cpuNanos;
    }

    /** CPU time that this caller's jobs take, as far as they have ended since it is known; else what others take. */
    double meanNanos(double ofOthers) {
        return ended < SAMPLES_MIN ? ofOthers : (double) endedNanos / ended;
    }
}
