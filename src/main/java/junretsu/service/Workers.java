package junretsu.service;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;

/**
 * The threads of one server: started in the order in which they were added, stopped in groups under one deadline. One
 * that dies ends the server. May be called by any thread; {@link #add} by one, before {@link #start()}.
 */
public final class Workers {
    private final List<WorkerThread> threads = new CopyOnWriteArrayList<>();
    private int started;
    private final DistinctErrors errors;
    private final Ending ending;

    public Workers(DistinctErrors errors, Ending ending) {
        this.errors = errors;
        this.ending = ending;
    }

    /** Takes a worker in, to be started with the others. */
    public WorkerThread add(Worker worker, IdlePolicy idlePolicy) {
        WorkerThread thread = new WorkerThread(worker, idlePolicy, errors, death -> ending.died(worker.role(), death));
        threads.add(thread);
        return thread;
    }

    /** Starts all that have been added since the last call. */
    public synchronized void start() {
        for (; started < threads.size(); started++) {
            threads.get(started).start();
        }
    }

    /** Takes in and starts a worker beside those that run. */
    public synchronized WorkerThread start(Worker worker, IdlePolicy idlePolicy) {
        WorkerThread thread = add(worker, idlePolicy);
        start();
        return thread;
    }

    /** Stops a worker that runs and is not needed any more, and waits for it, for so long at most. */
    public void end(WorkerThread thread, long timeoutMs) {
        synchronized (this) {
            threads.remove(thread);
            started--;
        }
        thread.stop();
        thread.join(timeoutMs);
    }

    /** A sentence naming one that does not run; null when all do. */
    public String idleOne() {
        return threads.stream()
                .filter(thread -> !thread.isRunning())
                .map(thread -> thread.role() + " has ended")
                .findFirst()
                .orElse(null);
    }

    /**
     * Stops some of them at once and waits for all of these.
     *
     * @return false when one had not closed by the deadline
     */
    public static boolean stop(List<WorkerThread> group, Deadline deadline) {
        for (WorkerThread thread : group) {
            thread.stop();
        }
        boolean closed = true;
        for (WorkerThread thread : group) {
            closed &= thread.join(deadline.remainingMs());
        }
        return closed;
    }
}
