package junretsu.web;

import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * Closes the connections that keep a place and get nowhere: those that for a while have not sent a whole request,
 * however many bytes of one they trickle, and those that are slow to send a body or to take an answer. When places run
 * short, a quarter of the time is allowed for the next request. Has a thread of its own that nothing ends but
 * {@link #stop}.
 */
final class ConnectionSweep {
    private final Set<WebConnection> open;
    private final WebLimits limits;
    private final Runnable certificateCheck;
    private final BiConsumer<String, Throwable> faults;
    private final Thread thread = new Thread(this::run, "web-sweep");
    private volatile boolean isRunning = true;

    /** @param certificateCheck called now and then by the sweep's thread */
    ConnectionSweep(
            Set<WebConnection> open,
            WebLimits limits,
            Runnable certificateCheck,
            BiConsumer<String, Throwable> faults) {
        this.open = open;
        this.limits = limits;
        this.certificateCheck = certificateCheck;
        this.faults = faults;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() {
        isRunning = false;
        LockSupport.unpark(thread);
    }

    private void run() {
        long checkedNanos = System.nanoTime();
        while (isRunning) {
            LockSupport.parkNanos(limits.sweepNanos());
            long now = System.nanoTime();
            boolean isShort = open.size() > limits.connections() / 4 * 3;
            long silenceNanos = isShort ? limits.silenceNanos() / 4 : limits.silenceNanos();
            attempt(
                    "closing slow connections",
                    () -> open.forEach(
                            each -> attempt("closing a slow connection", () -> each.sweep(now, silenceNanos))));
            if (now - checkedNanos > limits.certificateNanos()) {
                checkedNanos = now;
                attempt("reading the certificate", certificateCheck);
            }
        }
    }

    /** A fault of one round, also a lack of memory, must not be the end of all. */
    private void attempt(String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            try {
                faults.accept(what, e);
            } catch (RuntimeException | Error again) {
                LockSupport.parkNanos(limits.sweepNanos());
            }
        }
    }
}
