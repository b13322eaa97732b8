package junretsu.jobs.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import junretsu.jobs.queue.Job;

/** Those who wait for a job's end, by its sequence number. Any thread may call. */
final class EndListeners {
    private final Map<Long, List<Consumer<Job>>> waiting = new HashMap<>();

    /** @return to be run by one that does not wait any longer */
    synchronized Runnable add(long sequence, Consumer<Job> listener) {
        waiting.computeIfAbsent(sequence, none -> new ArrayList<>(1)).add(listener);
        return () -> remove(sequence, listener);
    }

    /** Returns false when it was told already, or had given up. */
    synchronized boolean remove(long sequence, Consumer<Job> listener) {
        List<Consumer<Job>> listeners = waiting.get(sequence);
        if (listeners == null || !listeners.remove(listener)) {
            return false;
        }
        if (listeners.isEmpty()) {
            waiting.remove(sequence);
        }
        return true;
    }

    /** Tells of a job that has ended. */
    void tell(Job job) {
        List<Consumer<Job>> listeners;
        synchronized (this) {
            listeners = waiting.remove(job.id().sequence());
        }
        if (listeners != null) {
            listeners.forEach(listener -> listener.accept(job));
        }
    }
}
