package junretsu.users.remote;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.Worker;
import junretsu.users.line.Accounts;
import junretsu.users.line.AddedField;
import junretsu.users.line.AnswerParser;
import junretsu.users.line.AnswerTaker;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineRequest;
import junretsu.users.line.Origin;
import junretsu.users.line.RequestWriter;

/**
 * The accounts of a back end in another process. A request whose answer does not come in time is answered with
 * {@link LineAnswer#UNAVAILABLE}, and its connection is closed with all that is in flight on it: a late answer is never
 * read, so that nobody can get one that is not his. No request is sent twice, since the first may have been handled.
 * One that is longer than the back end takes is rejected here: sent, it would cost all others their connection.
 *
 * <p>One thread runs it, as a worker without pauses, and hands the answers over; {@link #handle} and {@link #problem}
 * may be called by any.
 */
public final class RemoteAccounts implements Accounts, Worker {
    private static final long LOOK_NANOS = 20_000_000;
    private static final LineAnswer TOO_LONG = LineAnswer.failed(LineAnswer.INVALID_PACKET)
            .with(AddedField.DETAIL, "the request is longer than the back end takes");

    private final RemoteConfig config;
    private final Clock clock;
    private final DistinctErrors errors;
    private final Selector selector;
    private final Consumer<SelectionKey> advance = this::advance;
    private final AnswerParser parser = new AnswerParser();
    private final Queue<PendingRequest> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Runnable onEnd = pending::decrementAndGet;
    private final RemoteLane quick;
    private final RemoteLane slow;
    private final List<RemoteLane> lanes;

    /** The thread may be waiting, so that whoever clears this has to wake it. */
    private final AtomicBoolean isWaiting = new AtomicBoolean();

    private volatile boolean isClosed;
    private volatile String problem;
    private int done;
    private long lookedNanos;

    /**
     * @param errors where failures of the back end are recorded
     * @throws IOException when the system gives no selector
     */
    public RemoteAccounts(RemoteConfig config, Clock clock, DistinctErrors errors) throws IOException {
        this.config = config;
        this.clock = clock;
        this.errors = errors;
        selector = Selector.open();
        quick = new RemoteLane(config.quickConnections(), config.inFlightMax());
        slow = new RemoteLane(config.slowConnections(), config.inFlightMax());
        lanes = List.of(quick, slow);
    }

    @Override
    public void handle(LineRequest request, Origin origin, AnswerTaker answer) {
        LineRequest sent = config.key() == null ? request : withOrigin(request, origin);
        if (RequestWriter.isTooLong(sent)) {
            answer.accept(TOO_LONG);
            return;
        }
        if (pending.incrementAndGet() > config.pendingMax()) {
            pending.decrementAndGet();
            answer.accept(LineAnswer.failed(LineAnswer.BUSY));
            return;
        }
        arrivals.add(new PendingRequest(sent, answer, onEnd, clock.nanoTime() + config.answerNanos()));
        if (isClosed) {
            failArrivals();
        } else if (isWaiting.get() && isWaiting.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    private static LineRequest withOrigin(LineRequest request, Origin origin) {
        LineFields added =
                request.added().with(AddedField.ADDRESS, origin.address()).with(AddedField.DEVICE, origin.device());
        return new LineRequest(request.verb(), request.user(), added);
    }

    /** A sentence about why the back end cannot be asked now; null when it can, or nobody has tried. */
    public String problem() {
        return problem;
    }

    @Override
    public String role() {
        return "users-back-end " + config.backend();
    }

    @Override
    public int doWork() throws IOException {
        done = 0;
        isWaiting.set(true);
        if (arrivals.isEmpty()) {
            selector.select(advance, LOOK_NANOS / 1_000_000);
        } else {
            selector.selectNow(advance);
        }
        isWaiting.set(false);
        for (PendingRequest request = arrivals.poll(); request != null; request = arrivals.poll()) {
            RemoteLane lane = request.request().verb().isSlow() ? slow : quick;
            lane.waiting().add(request);
            done++;
        }
        long now = clock.nanoTime();
        for (RemoteLane lane : lanes) {
            assign(lane, now);
        }
        if (now - lookedNanos >= LOOK_NANOS) {
            lookedNanos = now;
            endLate(now);
        }
        return done;
    }

    @Override
    public void onClose() throws IOException {
        isClosed = true;
        for (RemoteLane lane : lanes) {
            for (RemoteLine line : List.copyOf(lane.lines())) {
                drop(line);
            }
            fail(lane);
        }
        failArrivals();
        selector.close();
    }

    private void advance(SelectionKey key) {
        RemoteLine line = (RemoteLine) key.attachment();
        done++;
        if (!key.isValid()) {
            return;
        }
        boolean wasReady = line.isReady();
        try {
            line.advance(clock.nanoTime());
        } catch (IOException e) {
            fail(line, e);
        } catch (RuntimeException e) {
            fail(line, new IOException("taking an answer failed", e));
            throw e;
        }
        if (line.isReady() && !wasReady) {
            ready(line.lane());
        }
    }

    private void ready(RemoteLane lane) {
        lane.succeeded();
        problem = null;
    }

    private void assign(RemoteLane lane, long now) {
        List<RemoteLine> used = new ArrayList<>();
        for (RemoteLine best = lane.best(); best != null && !lane.waiting().isEmpty(); best = lane.best()) {
            best.add(lane.waiting().remove());
            if (!used.contains(best)) {
                used.add(best);
            }
        }
        for (RemoteLine line : used) {
            try {
                line.flush();
            } catch (IOException e) {
                fail(line, e);
            }
        }
        if (lane.wantsLine(now)) {
            connect(lane, now);
        }
        if (lane.isDown(now)) {
            fail(lane);
        }
    }

    private void connect(RemoteLane lane, long now) {
        try {
            RemoteLine line = new RemoteLine(lane, config, selector, parser, now);
            lane.lines().add(line);
            if (line.isReady()) {
                ready(lane);
            }
        } catch (IOException | UnresolvedAddressException e) {
            failed(lane, e);
        }
    }

    /** A connection that was ready is made again at once, one that was not after a pause. */
    private void fail(RemoteLine line, IOException cause) {
        boolean isIdleEnd = line.isReady() && line.inFlight() == 0;
        drop(line);
        if (!line.isReady()) {
            failed(line.lane(), cause);
        } else if (!isIdleEnd) {
            errors.record("the back end at " + config.backend(), cause);
        }
    }

    private void failed(RemoteLane lane, Exception cause) {
        problem = "the back end at " + config.backend() + " is unavailable";
        errors.record("the back end at " + config.backend(), cause);
        lane.failed(clock.nanoTime());
    }

    private void drop(RemoteLine line) {
        line.lane().lines().remove(line);
        for (PendingRequest lost : line.close()) {
            lost.end(LineAnswer.failed(LineAnswer.UNAVAILABLE));
        }
    }

    private static void fail(RemoteLane lane) {
        for (PendingRequest next = lane.waiting().poll();
                next != null;
                next = lane.waiting().poll()) {
            next.end(LineAnswer.failed(LineAnswer.UNAVAILABLE));
        }
    }

    private void failArrivals() {
        for (PendingRequest next = arrivals.poll(); next != null; next = arrivals.poll()) {
            next.end(LineAnswer.failed(LineAnswer.UNAVAILABLE));
        }
    }

    private void endLate(long now) {
        for (RemoteLane lane : lanes) {
            for (RemoteLine line : List.copyOf(lane.lines())) {
                if (line.isLate(now)) {
                    fail(line, new SocketTimeoutException("it did not answer in time"));
                } else if (!line.isReady() && now - line.sinceNanos() > config.connectNanos()) {
                    fail(line, new SocketTimeoutException("it did not accept the connection in time"));
                } else if (line.isReady() && line.inFlight() == 0 && now - line.sinceNanos() > config.idleNanos()) {
                    drop(line);
                }
            }
            while (!lane.waiting().isEmpty() && lane.waiting().peek().isLate(now)) {
                lane.waiting().remove().end(LineAnswer.failed(LineAnswer.UNAVAILABLE));
            }
        }
    }
}
