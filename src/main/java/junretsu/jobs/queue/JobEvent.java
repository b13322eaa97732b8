package junretsu.jobs.queue;

/** The things that a process counts about its jobs, besides the states in which they end. */
public enum JobEvent {
    ACCEPTED,

    /** Jobs of a posting that was answered with those of an earlier one. */
    REPEATED,

    /** Failed jobs that were put back. */
    REQUEUED,
    SLICE,
    LEASE_LOST,

    /** Results that came too late: another had the job by then, or it was cancelled. */
    RESULT_REFUSED,

    /** Jobs whose result was known from an earlier one of the same number. */
    CACHE_HIT
}
