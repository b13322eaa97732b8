package junretsu.load.http;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.BackOff;
import junretsu.base.Clock;
import junretsu.load.PacedSender;
import junretsu.load.Pacer;
import junretsu.load.Silence;

/**
 * One connection's load: a request at a time, until its quota or its time is over. In open loop, each is due at its
 * planned time, from which its latency counts; in closed loop, when the one before has its answer. One that did not
 * reach a server waits for it; one that may have is sent again, to the next server if there are several, only where
 * that does no harm. What was asked for and could not be sent, since no server answered to the end, is counted as
 * unsent.
 *
 * <p>The thread that steps it is the one writer of everything here. {@link #sent} and {@link #failures} may be read at
 * any time, the rest once it has {@link #ended}.
 */
public abstract class HttpSender extends PacedSender {
    /** For servers whose requests must not come twice. */
    public static final long NOT_AGAIN = -1;

    /** So that a stop is seen soon. */
    private static final long WAIT_NANOS_MAX = 5_000_000L;

    private static final long PAUSE_NANOS_MIN = 5_000_000L;
    private static final long PAUSE_NANOS_MAX = 500_000_000L;

    private static final int TOO_MANY_REQUESTS = 429;

    private final List<HttpConnection> connections;
    private final RequestBuffer request;
    private final long settleNanos;
    private final Silence silence = new Silence();
    private final BackOff backOff = new BackOff(PAUSE_NANOS_MIN, PAUSE_NANOS_MAX);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private long acknowledgedNanos;
    private int turn;
    private long drawn;
    private int size;
    private long plannedNanos;
    private boolean isPending;
    private boolean isSent;
    private boolean isUncertain;
    private boolean isLost;

    /**
     * Makes a sender that has not begun.
     *
     * @param connections one to each server, that of the first turn in front
     * @param request into which {@link #draw} writes
     * @param settleNanos after the end of the load, in which a request that a server may have taken is still sent
     *     again; {@link #NOT_AGAIN} when it never is
     */
    protected HttpSender(
            String service,
            Pacer pacer,
            List<HttpConnection> connections,
            RequestBuffer request,
            long settleNanos,
            Clock clock) {
        super(service, pacer, clock);
        this.connections = connections;
        this.request = request;
        this.settleNanos = settleNanos;
    }

    /** The outcomes of this sender's requests; the same object at each call. */
    protected abstract RequestCounts counts();

    /**
     * The number of what the load counts that was asked of this sender and is not drawn yet; {@link Long#MAX_VALUE}
     * when the time alone says how much that is.
     */
    protected abstract long left();

    /**
     * Writes the next request.
     *
     * @return the number of what the load counts in it, 1 or more
     */
    protected abstract int draw(RequestBuffer next);

    /** Takes note that the request drawn last may have reached a server. */
    protected abstract void noteSent();

    /**
     * Takes the answer 2xx to the request drawn last, which then counts as acknowledged.
     *
     * @return what is wrong with the answer, as in {@code an answer that is not understood}; null when nothing is
     */
    protected abstract String take(HttpAnswer answer);

    @Override
    public final int doWork() {
        if (hasEnded()) {
            return 0;
        }
        long now = elapsedNanos();
        if (!isPending) {
            if (isDone(now, isLost || left() == 0)) {
                return finish(now);
            }
            long planned = pacer.isUnlimited() ? Math.max(0, now) : pacer.dueNanos(drawn);
            if (now < planned) {
                LockSupport.parkNanos(Math.min(planned - now, WAIT_NANOS_MAX));
                return 1;
            }
            begin(planned, now);
        }
        attempt(now);
        return 1;
    }

    private void begin(long planned, long now) {
        size = draw(request);
        recordLag(drawn, size, now);
        drawn++;
        plannedNanos = planned;
        isPending = true;
        isSent = false;
        isUncertain = false;
    }

    private void attempt(long now) {
        HttpConnection connection = connections.get(turn);
        try {
            connection.connect();
            countSent();
            takeAny(connection.exchange(request));
        } catch (HttpFailure e) {
            counts().errors.add(e);
            silence.failed(now);
            turn = (turn + 1) % connections.size();
            isUncertain |= e.isSent();
            retryOrGiveUp(now);
        }
    }

    private void countSent() {
        if (isSent) {
            counts().retries++;
            return;
        }
        isSent = true;
        noteSent();
        counts().sent(size);
        sent.lazySet(sent.get() + size);
    }

    private void takeAny(HttpAnswer answer) {
        long now = elapsedNanos();
        silence.answered();
        if (answer.isOk()) {
            takeOk(answer, now);
            return;
        }
        counts().errors.add(answer);
        boolean isTransient = answer.status() >= 500 || answer.status() == TOO_MANY_REQUESTS;
        isUncertain |= answer.status() >= 500;
        if (isTransient) {
            retryOrGiveUp(now);
        } else {
            giveUp();
        }
    }

    private void takeOk(HttpAnswer answer, long now) {
        String wrong = take(answer);
        if (wrong != null) {
            isUncertain = true;
            counts().errors.add(wrong, answer);
            giveUp();
            return;
        }
        backOff.succeeded();
        counts().acknowledged(size);
        counts().latency.record(now - plannedNanos);
        counts().line.record(now, size, now - plannedNanos);
        acknowledgedNanos = now;
        isPending = false;
    }

    private void retryOrGiveUp(long now) {
        failures.lazySet(failures.get() + 1);
        isLost = endNanos() == Long.MAX_VALUE && silence.isLong(now);
        if ((isSent && settleNanos == NOT_AGAIN) || isHopeless(now)) {
            giveUp();
        } else {
            LockSupport.parkNanos(backOff.failed());
        }
    }

    private boolean isHopeless(long now) {
        boolean settles = settleNanos != NOT_AGAIN && endNanos() != Long.MAX_VALUE;
        return isStopped() || now >= (settles ? endNanos() + settleNanos : endNanos()) || silence.isLong(now);
    }

    private void giveUp() {
        isPending = false;
        if (!isSent) {
            counts().unsent += isStopped() ? 0 : size;
        } else if (isUncertain) {
            counts().unknown(size);
        } else {
            counts().failed(size);
        }
    }

    private int finish(long now) {
        if (silence.isOn() && !interrupted() && left() != Long.MAX_VALUE) {
            counts().unsent += left();
        }
        for (HttpConnection connection : connections) {
            counts().connects += connection.opened();
            connection.close();
        }
        end(Math.max(acknowledgedNanos, Math.min(now, endNanos())));
        return 0;
    }

    /** The number of what the load counts that was sent so far. */
    public final long sent() {
        return sent.get();
    }

    /** Attempts so far that were not acknowledged. */
    public final long failures() {
        return failures.get();
    }
}
