package junretsu.items.share;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import junretsu.base.Clock;

/** Those who wait until Redis has a log frame. Any thread may call. */
final class ShippedWaiters {
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final long patienceNanos;
    private final Clock clock;

    /** @param patienceNanos after which a wait fails */
    ShippedWaiters(long patienceNanos, Clock clock) {
        this.patienceNanos = patienceNanos;
        this.clock = clock;
    }

    private record Waiter(long frame, long untilNanos, Consumer<Throwable> done) {}

    /**
     * Takes a waiter in; frames come in their order.
     *
     * @param done gets null, or why the wait ended without; may not block
     */
    void add(long frame, Consumer<Throwable> done) {
        waiters.add(new Waiter(frame, clock.nanoTime() + patienceNanos, done));
    }

    /** Tells those whose frame is there, and those who have waited for too long. */
    synchronized void complete(long throughFrame) {
        long nowNanos = clock.nanoTime();
        for (Waiter first = waiters.peek(); first != null; first = waiters.peek()) {
            boolean isThere = first.frame() <= throughFrame;
            if (!isThere && nowNanos - first.untilNanos() < 0) {
                return;
            }
            waiters.remove();
            first.done()
                    .accept(
                            isThere
                                    ? null
                                    : new IOException("on this node's disk, but not in Redis yet: send it again"));
        }
    }

    /** Ends all waits. */
    synchronized void close() {
        for (Waiter first = waiters.poll(); first != null; first = waiters.poll()) {
            first.done().accept(new IOException("on this node's disk, but not in Redis yet: the node stops"));
        }
    }
}
