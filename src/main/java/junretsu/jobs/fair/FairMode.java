package junretsu.jobs.fair;

/** The measure of which every caller gets an equal share. */
public enum FairMode {
    /** CPU time, as measured: a caller of hard jobs and one of easy jobs get the same share of the machine. */
    CPU,
    /** Jobs, whatever they cost: a caller's turn lasts until its job is done, and then it is the next one's. */
    JOBS
}
