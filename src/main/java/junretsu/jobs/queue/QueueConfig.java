package junretsu.jobs.queue;

/**
 * The settings of a queue, of either kind.
 *
 * @param byTime turns by CPU time; false for turns by count
 * @param sliceNanos of CPU time that a worker gives a job before it asks whose turn it is
 * @param workers threads of this process that take turns; 0 for none
 * @param seats jobs of this process that may hold the memory of a sieve at the same time
 * @param openMax jobs queued or running at the same time, over all callers
 * @param resultTtlMs for which an ended job can be asked for
 * @param leaseMs after which a job of a worker that is not heard of is taken again; of no effect in a queue on disk
 * @param shards into which a queue in Redis is spread; of no effect in a queue on disk
 */
public record QueueConfig(
        boolean byTime,
        long sliceNanos,
        int workers,
        int seats,
        long openMax,
        long resultTtlMs,
        long leaseMs,
        int shards) {}
