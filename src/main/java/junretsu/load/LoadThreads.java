package junretsu.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;

/**
 * The threads of a load, one a worker, each named by its role. A worker that throws ends the load, since what it was
 * changing may be half changed. {@link #stop} may be called by any thread, the rest by the one that started it.
 */
public final class LoadThreads implements AutoCloseable {
    private final List<? extends LoadWorker> workers;
    private final List<WorkerThread> threads = new ArrayList<>();
    private final AtomicReference<String> fault = new AtomicReference<>();

    /**
     * Makes the threads.
     *
     * @param idle makes the policy of each thread
     */
    public LoadThreads(List<? extends LoadWorker> workers, Supplier<IdlePolicy> idle, Clock clock) {
        this.workers = List.copyOf(workers);
        DistinctErrors errors = new DistinctErrors(sentence -> fault.compareAndSet(null, sentence), clock);
        this.workers.forEach(worker -> threads.add(new WorkerThread(worker, idle.get(), errors)));
    }

    /** Starts all. To be called once. */
    public LoadThreads start() {
        threads.forEach(WorkerThread::start);
        return this;
    }

    /**
     * Waits a while for the end.
     *
     * @return whether all workers have done their parts, or one has failed
     */
    public boolean await(long timeoutMs) {
        try {
            for (LoadWorker worker : workers) {
                if (!worker.ended().await(timeoutMs, TimeUnit.MILLISECONDS)) {
                    return failure() != null;
                }
            }
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a blast; it is stopped", e);
        }
    }

    /** A sentence about the worker that failed; null when none has. */
    public String failure() {
        String dead = threads.stream()
                .filter(thread -> thread.death() != null)
                .map(thread -> thread.role() + ": " + thread.death())
                .findFirst()
                .orElse(fault.get());
        return dead == null ? null : "a sender failed, so what was sent is not known: " + dead;
    }

    /** Ends it after the slices under way. */
    public void stop() {
        workers.forEach(LoadWorker::stop);
    }

    /** Ends it, waits for the threads and closes the workers. */
    @Override
    public void close() {
        stop();
        threads.forEach(WorkerThread::close);
    }
}
