package junretsu.jobs.work;

/**
 * The settings of the workers.
 *
 * @param workers threads that take turns, from 1
 * @param jobTimeNanos of CPU time that a job may use before what was found is its answer
 * @param cacheSize results that are kept by their number; 0 for none
 * @param stateBytesMax memory that the states of suspended jobs without a seat may take
 */
public record WorkSettings(int workers, long jobTimeNanos, int cacheSize, long stateBytesMax) {}
