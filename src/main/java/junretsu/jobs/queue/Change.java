package junretsu.jobs.queue;

/** The outcome of cancelling a job, or of putting a failed one back. */
public enum Change {
    DONE,

    /** There is no such job. */
    UNKNOWN,

    /** Its state does not allow it: it has ended, or it has not failed. */
    TOO_LATE,

    /** It cannot be written now, or nobody can say whether it was. */
    UNAVAILABLE
}
