package junretsu.jobs.queue;

/**
 * A job that a worker may work on for a slice, until it hands the turn back.
 *
 * @param job with the CPU time that it has used before
 * @param fence number of the lease: what comes back with an older one is refused
 * @param hasSeat whether it may hold the memory of a sieve
 */
public record Turn(Job job, long fence, boolean hasSeat) {}
