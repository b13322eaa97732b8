package junretsu.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * Work that is done when SIGTERM or SIGINT comes. The JVM would end with 128 + the signal's number; the process may
 * also end with a code that the work returns.
 */
final class Shutdown {
    private static final int SIGNALLED = 128;

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
     * Makes the next SIGINT or SIGTERM end the process at once, with 128 + the signal's number. Signals are no part of
     * Java SE; where this JVM has no {@code sun.misc.Signal}, nothing changes.
     */
    static void haltAtNextSignal() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object halt =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, m, args) -> {
                        Runtime.getRuntime()
                                .halt(SIGNALLED
                                        + (int) signal.getMethod("getNumber").invoke(args[0]));
                        return null;
                    });
            for (String name : new String[] {"INT", "TERM"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), halt);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            return;
        }
    }

    /** Does the work and lets the JVM end as it would have: with 128 + the signal's number. */
    static Shutdown beforeSignal(Runnable work) {
        Shutdown shutdown = new Shutdown();
        Thread hook = new Thread(
                () -> {
                    if (shutdown.disarmed.compareAndSet(false, true)) {
                        work.run();
                        Profile.finish();
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
