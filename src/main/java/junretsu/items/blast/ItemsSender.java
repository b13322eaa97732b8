package junretsu.items.blast;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.BackOff;
import junretsu.base.Clock;
import junretsu.load.PacedSender;
import junretsu.load.http.HttpAnswer;
import junretsu.load.http.HttpConnection;
import junretsu.load.http.HttpFailure;
import junretsu.load.http.RequestBuffer;
import junretsu.text.JsonException;

/**
 * One connection's load: a batch at a time, until its quota or its time is over. In a kill check a batch is sent again,
 * to the next server if there are several, until it is acknowledged; a set takes an item once, so nothing is doubled.
 *
 * <p>The thread that steps it is the one writer of everything here. {@link #sentItems} and {@link #failures} may be
 * read at any time, the rest once it has {@link #ended}.
 */
final class ItemsSender extends PacedSender {
    /** So that a stop is seen soon. */
    private static final long WAIT_NANOS_MAX = 5_000_000L;

    private static final long PAUSE_NANOS_MIN = 5_000_000L;
    private static final long PAUSE_NANOS_MAX = 500_000_000L;

    /** Without an answer for so long, a load that is counted ends. */
    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final int TOO_MANY_REQUESTS = 429;

    private final ItemsBlastConfig config;
    private final List<HttpConnection> connections;
    private final ItemSource source;
    private final RequestBuffer request;
    private final long quota;
    private final BatchAnswer said = new BatchAnswer();
    private final BackOff backOff = new BackOff(PAUSE_NANOS_MIN, PAUSE_NANOS_MAX);
    private final SentCounts counts = new SentCounts();
    private final AtomicLong sentItems = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private long answeredNanos;
    private long acknowledgedNanos;
    private int turn;
    private long drawnItems;
    private long drawnBatches;
    private int size;
    private long plannedNanos;
    private boolean isPending;
    private boolean isSent;
    private boolean isUncertain;

    /**
     * Makes a sender that has not begun.
     *
     * @param connections one to each server, that of the first turn in front
     * @param request whose head is that of each batch
     * @param number from 0
     */
    ItemsSender(
            ItemsBlastConfig config,
            List<HttpConnection> connections,
            ItemSource source,
            RequestBuffer request,
            int number,
            Clock clock) {
        super("items", config.rate().pacer(config.batch(), config.connections(), number), clock);
        this.config = config;
        this.connections = connections;
        this.source = source;
        this.request = request;
        this.quota = config.quota(number);
    }

    @Override
    public int doWork() {
        if (hasEnded()) {
            return 0;
        }
        long now = elapsedNanos();
        if (!isPending) {
            if (isDone(now, drawnItems >= quota)) {
                return finish(now);
            }
            long planned = pacer.isUnlimited() ? Math.max(0, now) : pacer.dueNanos(drawnBatches);
            if (now < planned) {
                LockSupport.parkNanos(Math.min(planned - now, WAIT_NANOS_MAX));
                return 1;
            }
            draw(planned, now);
        }
        attempt(now);
        return 1;
    }

    private void draw(long planned, long now) {
        size = (int) Math.min(config.batch(), quota - drawnItems);
        source.draw(size, request);
        recordLag(drawnBatches, size, now);
        drawnItems += size;
        drawnBatches++;
        plannedNanos = planned;
        isPending = true;
        isSent = false;
        isUncertain = false;
    }

    private void attempt(long now) {
        HttpConnection connection = connections.get(turn);
        try {
            connection.connect();
            noteSent();
            take(connection.exchange(request));
        } catch (HttpFailure e) {
            counts.errors.add(e);
            turn = (turn + 1) % connections.size();
            isUncertain |= e.isSent();
            retryOrGiveUp(now);
        }
    }

    private void noteSent() {
        if (isSent) {
            counts.retries++;
            return;
        }
        isSent = true;
        source.sent();
        counts.requests++;
        counts.items += size;
        sentItems.lazySet(counts.items);
    }

    private void take(HttpAnswer answer) {
        long now = elapsedNanos();
        answeredNanos = now;
        if (answer.isOk()) {
            takeCounts(answer, now);
            return;
        }
        counts.errors.add(answer);
        boolean isTransient = answer.status() >= 500 || answer.status() == TOO_MANY_REQUESTS;
        isUncertain |= answer.status() >= 500;
        if (isTransient) {
            retryOrGiveUp(now);
        } else {
            giveUp();
        }
    }

    private void takeCounts(HttpAnswer answer, long now) {
        try {
            said.read(answer);
        } catch (JsonException e) {
            isUncertain = true;
            counts.errors.add("an answer that is not understood", answer);
            giveUp();
            return;
        }
        if (said.accepted() != BatchAnswer.UNSAID && said.accepted() != size) {
            isUncertain = true;
            counts.errors.add("an answer that accepts another number than was sent", answer);
            giveUp();
            return;
        }
        backOff.succeeded();
        int first = source.acknowledge();
        counts.acknowledged(size);
        if (said.fresh() == BatchAnswer.UNSAID) {
            counts.itemsNewUnsaid += size;
        } else {
            counts.itemsNew += said.fresh();
            counts.itemsNewAgain += Math.max(0, said.fresh() - first);
        }
        counts.latency.record(now - plannedNanos);
        counts.line.record(now, size, now - plannedNanos);
        acknowledgedNanos = now;
        isPending = false;
    }

    /** A batch that was never sent waits for a server; one that was is sent again in a kill check only. */
    private void retryOrGiveUp(long now) {
        failures.lazySet(failures.get() + 1);
        if ((isSent && !config.killCheck()) || isHopeless(now)) {
            giveUp();
        } else {
            LockSupport.parkNanos(backOff.failed());
        }
    }

    private boolean isHopeless(long now) {
        boolean hasGrace = config.killCheck() && endNanos() != Long.MAX_VALUE;
        long limit = hasGrace ? endNanos() + config.settleNanos() : endNanos();
        return isStopped() || now >= limit || now - answeredNanos >= LOST_NANOS;
    }

    private void giveUp() {
        isPending = false;
        if (!isSent) {
            return;
        }
        if (isUncertain) {
            counts.unknown(size);
        } else {
            counts.failed(size);
        }
    }

    private int finish(long now) {
        for (HttpConnection connection : connections) {
            counts.connects += connection.opened();
            connection.close();
        }
        end(Math.max(acknowledgedNanos, Math.min(now, endNanos())));
        return 0;
    }

    /** Items sent so far. */
    long sentItems() {
        return sentItems.get();
    }

    /** Attempts so far that were not acknowledged. */
    long failures() {
        return failures.get();
    }

    /** The items and what became of each. */
    ItemSource source() {
        return source;
    }

    SentCounts counts() {
        return counts;
    }
}
