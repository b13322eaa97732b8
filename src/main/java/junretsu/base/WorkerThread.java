package junretsu.base;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Steps one {@link Worker} on a daemon thread of its own until it is closed. Its methods may be called by any thread.
 *
 * <p>A round that throws an exception is recorded, and the next one follows: a fault of operation passes. A round that
 * throws an {@link Error} ends the worker, since what it was changing may be half changed; the process's main thread
 * looks at {@link #death} and ends it.
 */
public final class WorkerThread implements AutoCloseable {
    private final Worker worker;
    private final IdlePolicy idlePolicy;
    private final DistinctErrors errors;
    private final Consumer<Throwable> onDeath;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile Throwable death;

    /** Set by {@link #wake}, cleared before a round: a round that waits for a lock uses up the thread's permit. */
    private volatile boolean woken;

    /** @param errors where a round that throws is recorded */
    public WorkerThread(Worker worker, IdlePolicy idlePolicy, DistinctErrors errors) {
        this(worker, idlePolicy, errors, death -> {});
    }

    /**
     * @param errors where a round that throws is recorded
     * @param onDeath called by the worker's thread with the error that ends it, before it closes
     */
    public WorkerThread(Worker worker, IdlePolicy idlePolicy, DistinctErrors errors, Consumer<Throwable> onDeath) {
        this.worker = worker;
        this.idlePolicy = idlePolicy;
        this.errors = errors;
        this.onDeath = onDeath;
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
        wake();
    }

    /** The worker's name. */
    public String role() {
        return worker.role();
    }

    /** Returns whether it goes from round to round. */
    public boolean isRunning() {
        return thread.isAlive() && death == null;
    }

    /** The error that ended the worker before it was stopped; null while there is none. */
    public Throwable death() {
        return death;
    }

    /** Lets a round begin at once, or right after the one under way, which sees all that was written before. */
    public void wake() {
        woken = true;
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
        try {
            worker.onStart();
            while (running) {
                if (woken) {
                    woken = false;
                }
                int work = round();
                if (!woken) {
                    idlePolicy.idle(work);
                }
            }
        } catch (Throwable e) {
            death = e;
            onDeath.accept(e);
        }
        try {
            worker.onClose();
        } catch (Throwable e) {
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
