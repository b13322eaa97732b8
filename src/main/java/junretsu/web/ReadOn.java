package junretsu.web;

import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs short tasks that wait for nothing, one after another, on a thread of a pool. Tasks that come together wake that
 * thread once and not once each: the connections of a group of answers, which are then read from again. May be called
 * by any thread.
 */
final class ReadOn implements Executor {
    /** Those that the calling thread has given tasks while it answers many; null while it does not. */
    private static final ThreadLocal<Set<ReadOn>> HELD = new ThreadLocal<>();

    private final Executor pool;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isRunning = new AtomicBoolean();

    ReadOn(Executor pool) {
        this.pool = pool;
    }

    /** @throws java.util.concurrent.RejectedExecutionException when the pool has been stopped */
    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        Set<ReadOn> held = HELD.get();
        if (held == null) {
            runWaiting();
        } else {
            held.add(this);
        }
    }

    /** Calls an action during which tasks of this thread are kept back, until it is over. */
    static void together(Runnable action) {
        Set<ReadOn> held = new HashSet<>();
        HELD.set(held);
        try {
            action.run();
        } finally {
            HELD.remove();
            held.forEach(ReadOn::runWaiting);
        }
    }

    private void runWaiting() {
        if (isRunning.compareAndSet(false, true)) {
            pool.execute(this::runAll);
        }
    }

    private void runAll() {
        try {
            for (Runnable next; (next = waiting.poll()) != null; ) {
                next.run();
            }
        } finally {
            isRunning.set(false);
            if (!waiting.isEmpty()) {
                runWaiting();
            }
        }
    }
}
