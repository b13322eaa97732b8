package junretsu.service;

import java.util.ArrayList;
import java.util.List;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;

/**
 * The threads of one server: started in the order in which they were added, stopped in groups under one deadline. One
 * that dies ends the server. To be filled and started by one thread; the rest may be called by any.
 */
public final class Workers {
    private final List<WorkerThread> threads = new ArrayList<>();
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

    /** Starts all. To be called once. */
    public void start() {
        threads.forEach(WorkerThread::start);
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
