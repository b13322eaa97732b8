package junretsu.items.coordinate;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import junretsu.base.Clock;
import junretsu.config.HostPort;

/** One worker: its state, and the requests that it has. May be used by any thread. */
final class WorkerNode {
    private final HostPort at;
    private final Clock clock;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile InetSocketAddress address;
    private volatile WorkerState state = WorkerState.STARTING;
    private volatile long restUntilNanos;
    private volatile long sinceMs;
    private volatile String problem;
    private long patienceUntilNanos;

    /** For the keeper's thread alone. */
    private long checkAtNanos;

    private int goodInRow;
    private int badInRow;

    WorkerNode(HostPort at, Clock clock) {
        this.at = at;
        this.clock = clock;
        sinceMs = clock.epochMillis();
        restUntilNanos = clock.nanoTime();
        patienceUntilNanos = restUntilNanos;
        checkAtNanos = restUntilNanos;
        resolve();
    }

    /** As the user wrote it, and as the header Host names it. */
    String name() {
        return at.toString();
    }

    HostPort at() {
        return at;
    }

    /** Unresolved while its name has no address. */
    InetSocketAddress address() {
        return address;
    }

    /** Looks its name up, which may take long. */
    void resolve() {
        address = new InetSocketAddress(at.host(), at.port());
    }

    WorkerState state() {
        return state;
    }

    boolean isUp() {
        return state == WorkerState.UP;
    }

    /** The Unix time of the last change of state. */
    long sinceMs() {
        return sinceMs;
    }

    /** A sentence about the last failure; null when there was none since it is up. */
    String problem() {
        return problem;
    }

    /** Returns whether a check is due, and if so puts the next one so much later; for one thread. */
    boolean isCheckDue(long intervalNanos) {
        long now = clock.nanoTime();
        boolean isDue = now - checkAtNanos >= 0;
        checkAtNanos = isDue ? now + intervalNanos : checkAtNanos;
        return isDue;
    }

    /** It is being started, and failed checks say nothing about it for so long. */
    synchronized void starting(long patienceNanos) {
        patienceUntilNanos = clock.nanoTime() + patienceNanos;
        become(WorkerState.STARTING);
    }

    /** It gets no more requests until it is started anew. */
    synchronized void drain() {
        become(WorkerState.DRAINING);
    }

    /** A check was good. @return true when that has changed the state */
    synchronized boolean good(int successesToBeUp) {
        badInRow = 0;
        goodInRow++;
        boolean isEnough = state == WorkerState.STARTING || goodInRow >= successesToBeUp;
        if (state == WorkerState.UP || state == WorkerState.DRAINING || !isEnough) {
            return false;
        }
        problem = null;
        become(WorkerState.UP);
        return true;
    }

    /**
     * A check or a request has failed.
     *
     * @param failuresToBeDown in a row
     * @return true when that has changed the state
     */
    synchronized boolean bad(String cause, int failuresToBeDown) {
        goodInRow = 0;
        problem = cause;
        boolean isStarting = state == WorkerState.STARTING && clock.nanoTime() - patienceUntilNanos < 0;
        if (isStarting || state == WorkerState.DRAINING || state == WorkerState.DOWN) {
            return false;
        }
        if (++badInRow < failuresToBeDown) {
            return false;
        }
        become(WorkerState.DOWN);
        return true;
    }

    private void become(WorkerState next) {
        state = next;
        sinceMs = clock.epochMillis();
        goodInRow = 0;
        badInRow = 0;
    }

    /** It gets requests only when nobody else could take them, for so long. */
    void rest(long nanos) {
        restUntilNanos = clock.nanoTime() + nanos;
    }

    boolean isResting() {
        return clock.nanoTime() - restUntilNanos < 0;
    }

    /** A request goes to it. */
    void enter() {
        inFlight.incrementAndGet();
        requests.increment();
    }

    /** A request has been answered, or has failed. */
    void leave(boolean hasFailed) {
        inFlight.decrementAndGet();
        if (hasFailed) {
            failures.increment();
        }
    }

    int inFlight() {
        return inFlight.get();
    }

    long requests() {
        return requests.sum();
    }

    long failures() {
        return failures.sum();
    }
}
