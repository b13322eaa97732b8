package junretsu.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Goes on with an exchange later, while no thread waits. */
public final class Later {
    /** Time for an answer once it goes on, unless the endpoint is to be asked yet. */
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);

    private Later() {}

    /**
     * Calls an action after so long, in a thread of the server's. What it throws becomes the answer, as in
     * {@link Exchange#fail}. May be called by any thread.
     */
    public static void after(long nanos, Exchange exchange, Runnable action) {
        exchange.awaitAnswer(nanos + ANSWER_NANOS);
        Executor threads = exchange.handler.getServer().getThreadPool();
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, threads).execute(() -> {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                exchange.fail(e);
            }
        });
    }
}
