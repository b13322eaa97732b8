package junretsu.jobs.queue;

import java.util.List;

/**
 * The queue at one moment, for people and metrics.
 *
 * @param callersActive with jobs queued or running
 * @param seatsTaken jobs that hold the memory of a sieve
 * @param failed jobs set apart, that can be put back
 * @param heapBytes that open jobs and their callers take of this process's heap, by an estimate
 * @param heapBytesMax from which on no job is accepted; 0 where open jobs take no heap
 * @param callers the busiest ones, the one with most worker time in the last minutes first
 */
public record QueueLook(
        long queued,
        long running,
        long callersActive,
        int seatsTaken,
        long failed,
        long heapBytes,
        long heapBytesMax,
        List<CallerLook> callers) {
    public QueueLook {
        callers = List.copyOf(callers);
    }

    /**
     * A caller with jobs.
     *
     * @param cpuNanos worker time since it became active
     * @param oldestPostedMs Unix milliseconds of the job that has waited longest; 0 when none waits
     */
    public record CallerLook(String caller, long queued, int running, long cpuNanos, long oldestPostedMs) {}
}
