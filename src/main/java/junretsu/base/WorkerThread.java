package junretsu.base;

import java.util.concurrent.locks.LockSupport;

/** Steps one {@link Worker} on a daemon thread of its own until it is closed. Its methods may be called by any thread. */
public final class WorkerThread implements AutoCloseable {
    private final Worker worker;
    private final IdlePolicy idlePolicy;
    private final DistinctErrors errors;
    private final Thread thread;
    private volatile boolean running = true;

    /** @param errors where a round that throws is written down; the worker goes on with its next round */
    public WorkerThread(Worker worker, IdlePolicy idlePolicy, DistinctErrors errors) {
        this.worker = worker;
        this.idlePolicy = idlePolicy;
        this.errors = errors;
        this.thread = new Thread(this::run, worker.role());
        thread.setDaemon(true);
    }

    /** Starts the thread. To be called once. */
    public WorkerThread start() {
        thread.start();
        return this;
    }

    /** Lets the round under way end and the worker close; returns at once. */
    public void stop() {
        running = false;
        LockSupport.unpark(thread);
    }

    /** Whether it goes from round to round. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    /** Ends a wait between two rounds at once. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    /**
     * Waits until the worker has closed.
     *
     * @return false when it had not within the time
     */
    public boolean join(long timeoutMs) {
        try {
            thread.join(Math.max(1, timeoutMs));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Stops the worker and waits for it without a limit. */
    @Override
    public void close() {
        stop();
        join(Long.MAX_VALUE);
    }

    private void run() {
        worker.onStart();
        while (running) {
            idlePolicy.idle(round());
        }
        try {
            worker.onClose();
        } catch (Exception e) {
            errors.record(worker.role() + " closing", e);
        }
    }

    private int round() {
        try {
            return worker.doWork();
        } catch (Exception e) {
            errors.record(worker.role(), e);
            return 0;
        }
    }
}
