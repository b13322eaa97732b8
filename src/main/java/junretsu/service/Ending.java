package junretsu.service;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The reason for which a server ends by itself: a client asked for it, or it cannot do its work any more. The first
 * reason stands. Methods may be called by any thread; {@link #died} allocates nothing, so that it works when the heap
 * is used up.
 */
public final class Ending {
    private final CountDownLatch ended = new CountDownLatch(1);
    private String sentence;
    private String deadRole;
    private Throwable death;

    /** A client asked for it. */
    public synchronized void request() {
        ended.countDown();
    }

    /**
     * The server cannot do its work, or could not come to a clean end, for a reason that is a sentence for the user.
     */
    public synchronized void fail(String reason) {
        if (failure() == null) {
            sentence = reason;
        }
        ended.countDown();
    }

    /** A worker has died. */
    public synchronized void died(String role, Throwable cause) {
        if (death == null) {
            deadRole = role;
            death = cause;
        }
        ended.countDown();
    }

    /** Waits for a reason; returns false when there is none within the time. */
    public boolean await(long timeoutMs) {
        try {
            return ended.await(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the thread that waits for a server's end", e);
        }
    }

    /** The sentence to end with; null when nothing failed. */
    public synchronized String failure() {
        if (death == null) {
            return sentence;
        }
        boolean isMapping = death instanceof InternalError
                && String.valueOf(death.getMessage()).contains("memory access");
        return deadRole + " has died, so this server ends: "
                + (isMapping
                        ? "a file in its data directory was cut, or the disk is full or broken"
                        : death.toString());
    }
}
