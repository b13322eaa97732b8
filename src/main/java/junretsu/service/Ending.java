package junretsu.service;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Why a server is to end by itself: a client asked for it, or it cannot do its work any more. The first reason stands. Methods
 * may be called by any thread; those that end it allocate nothing, so that they work when the heap is used up.
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

    /** The server cannot do its work, for a reason that is a sentence for the user. */
    public synchronized void fail(String reason) {
        if (ended.getCount() > 0) {
            sentence = reason;
            ended.countDown();
        }
    }

    /** A worker has died. */
    public synchronized void died(String role, Throwable cause) {
        if (ended.getCount() > 0) {
            deadRole = role;
            death = cause;
            ended.countDown();
        }
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
        return deadRole == null ? sentence : deadRole + " has died, so this server ends: " + death;
    }
}
