package junretsu.jobs.local;

import java.util.concurrent.atomic.AtomicReferenceArray;
import junretsu.jobs.queue.Job;

/**
 * Jobs in memory, each in the place that its sequence number gives it, until another needs the place: with jobs of
 * ascending numbers, the latest ones. Any thread may call.
 */
final class JobCache {
    private final AtomicReferenceArray<Job> places;

    /** @param size a power of two */
    JobCache(int size) {
        places = new AtomicReferenceArray<>(size);
    }

    /** The job of a sequence number; null when it is not here. */
    Job get(long sequence) {
        Job job = places.get(place(sequence));
        return job != null && job.id().sequence() == sequence ? job : null;
    }

    void put(Job job) {
        places.set(place(job.id().sequence()), job);
    }

    /** Puts a job where none of the same number is: that one may be newer than what was read meanwhile. */
    void putIfAbsent(Job job) {
        long sequence = job.id().sequence();
        places.updateAndGet(
                place(sequence), known -> known != null && known.id().sequence() == sequence ? known : job);
    }

    void remove(long sequence) {
        if (get(sequence) != null) {
            places.set(place(sequence), null);
        }
    }

    private int place(long sequence) {
        return (int) sequence & places.length() - 1;
    }
}
