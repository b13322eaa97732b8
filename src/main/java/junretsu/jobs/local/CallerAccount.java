package junretsu.jobs.local;

import junretsu.jobs.queue.CallerRules.Rule;

/** A caller with open jobs, or one whom the scheduler still knows. Guarded by {@link OpenJobs}. */
final class CallerAccount {
    final String name;

    /** In the scheduler; negative while it knows nothing of the caller. */
    int number = -1;

    /** Jobs queued or running, and those that are on their way to the disk. */
    long open;

    /** Jobs that a worker has begun with. */
    int begun;

    /** As the scheduler was told; null while it has the default. */
    Rule rule;

    CallerAccount(String name) {
        this.name = name;
    }
}
