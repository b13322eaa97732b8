package junretsu.jobs.fair;

/** The end of a turn. */
public enum TurnEnd {
    /** The slice is over and the job is not: it goes to the head of its caller's queue, with its seat if it has one. */
    SUSPENDED,
    /** The job cannot go on without a seat: it waits for one. */
    NEEDS_SEAT,
    /** The job is done, failed or cancelled: it is forgotten. */
    DONE,
    /** The worker was lost: the job is forgotten until it is handed in again, and the slice is charged in full. */
    LOST
}
