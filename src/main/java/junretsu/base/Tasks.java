package junretsu.base;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Runs tasks in the order in which they come, on a thread of its own. {@link #execute} may be called by any thread;
 * what comes after the end is run by the one that calls.
 */
public final class Tasks implements Worker, Executor {
    private static final long IDLE_NANOS = 100_000_000;
    private static final int ROUND_MAX = 1_000;

    private final String role;
    private final Consumer<Runnable> round;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private volatile Runnable wake = () -> {};
    private volatile boolean isClosed;

    /** @param role name of the thread */
    public Tasks(String role) {
        this(role, Runnable::run);
    }

    /** @param round runs what it is given: all tasks that wait at a moment, one after another */
    public Tasks(String role, Consumer<Runnable> round) {
        this.role = role;
        this.round = round;
    }

    /** Adds it to a server's threads. */
    public WorkerThread addTo(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        WorkerThread thread = workers.apply(this, work -> {
            if (work == 0) {
                LockSupport.parkNanos(IDLE_NANOS);
            }
        });
        wake = thread::wake;
        return thread;
    }

    @Override
    public void execute(Runnable task) {
        queue.add(task);
        if (isClosed) {
            doWork();
        } else {
            wake.run();
        }
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public int doWork() {
        if (queue.isEmpty()) {
            return 0;
        }
        round.accept(this::runWaiting);
        return 1;
    }

    private void runWaiting() {
        Runnable task;
        for (int done = 0; done < ROUND_MAX && (task = queue.poll()) != null; done++) {
            task.run();
        }
    }

    @Override
    public void onClose() {
        isClosed = true;
        while (doWork() > 0) {}
    }
}
