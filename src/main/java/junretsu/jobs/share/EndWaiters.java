package junretsu.jobs.share;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;

/** Those who wait for a job's end; each is told once. Any thread may call. */
final class EndWaiters {
    private final Map<JobId, List<Consumer<Job>>> waiters = new ConcurrentHashMap<>();

    /** Takes one in; what it returns takes it out. */
    Runnable add(JobId id, Consumer<Job> listener) {
        waiters.compute(id, (key, list) -> {
            List<Consumer<Job>> grown = list == null ? new ArrayList<>() : new ArrayList<>(list);
            grown.add(listener);
            return grown;
        });
        return () -> waiters.computeIfPresent(id, (key, list) -> {
            List<Consumer<Job>> shrunk = new ArrayList<>(list);
            shrunk.remove(listener);
            return shrunk.isEmpty() ? null : shrunk;
        });
    }

    /** Tells those who wait for this job, if it has ended. */
    void tell(Job job) {
        if (job != null && job.state().isFinal()) {
            List<Consumer<Job>> told = waiters.remove(job.id());
            if (told != null) {
                told.forEach(listener -> listener.accept(job));
            }
        }
    }

    boolean has(JobId id) {
        return waiters.containsKey(id);
    }

    boolean isEmpty() {
        return waiters.isEmpty();
    }

    /** The jobs that are waited for, at one moment. */
    List<JobId> ids() {
        return List.copyOf(waiters.keySet());
    }
}
