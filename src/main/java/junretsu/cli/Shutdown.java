package junretsu.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * What is done when SIGTERM or SIGINT comes. The JVM would end with 128 + the signal's number; here the process ends with
 * the code that the work returns.
 */
final class Shutdown {
    private final AtomicBoolean disarmed = new AtomicBoolean();

    private Shutdown() {}

    static Shutdown onSignal(IntSupplier work) {
        Shutdown shutdown = new Shutdown();
        Thread hook = new Thread(
                () -> {
                    if (shutdown.disarmed.compareAndSet(false, true)) {
                        int exitCode = work.getAsInt();
                        Profile.finish();
                        Runtime.getRuntime().halt(exitCode);
                    }
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        return shutdown;
    }

    /**
     * To be called when the work came to its end by itself.
     *
     * @return false when a signal was first; the caller then has nothing left to do
     */
    boolean disarm() {
        return disarmed.compareAndSet(false, true);
    }

    /** For a main thread that came second: a signal's work is under way and ends the process. Never returns. */
    static int awaitHalt() {
        while (true) {
            LockSupport.park();
        }
    }
}
