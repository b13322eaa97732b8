package junretsu.testing;

import java.util.function.BooleanSupplier;

/** For tests of other processes, which nobody can step by hand. */
public final class Waiting {
    private static final long LOOK_MS = 20;

    /** Far more than anything here needs, for a machine that does much else. */
    private static final long LIMIT_MS = 120_000;

    private Waiting() {}

    /** Looks again and again until it holds; fails when it does not within two minutes. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, LIMIT_MS, condition);
    }

    /** Looks again and again until it holds; fails when it does not within the time. */
    public static void until(String what, long limitMs, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limitMs * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            sleep(LOOK_MS);
        }
    }

    public static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
