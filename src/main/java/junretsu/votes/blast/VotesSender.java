package junretsu.votes.blast;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;
import junretsu.load.LoadWorker;
import junretsu.load.Pacer;
import junretsu.load.ScheduleLag;
import junretsu.net.DatagramSender;
import junretsu.net.RefusalHandler;
import junretsu.votes.VoteWire;

/**
 * One thread of the load: in each round it sends what has become due, at most a slice. The server is never waited for.
 *
 * <p>The thread that steps it is the one writer of everything here. {@link #sentBytes} and {@link #failures} may be
 * read at any time, the rest once it has {@link #ended}.
 */
final class VotesSender implements LoadWorker, RefusalHandler {
    /** The time after the end that a late generator gets, so that its last slice is not cut off. */
    private static final long CATCH_UP_NANOS = 100_000_000L;

    private final String role;
    private final DatagramSender[] sockets;
    private final PayloadRing ring;
    private final Pacer pace;
    private final Quota quota;
    private final int payload;
    private final Clock clock;
    private final long startNanos;
    private final long endNanos;
    private final ScheduleLag lag = new ScheduleLag();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean stopped;
    private int turn;
    private final long[] refusedButtons = new long[VoteWire.BUTTONS];
    private long refusedBytes;
    private long offered;
    private long endedNanos;

    /**
     * @param quota how many datagrams are asked of this sender
     * @param startNanos on the clock, the same for all senders
     * @param durationNanos after which it ends, whatever is left
     */
    VotesSender(
            DatagramSender[] sockets,
            PayloadRing ring,
            int payload,
            Pacer pace,
            Quota quota,
            Clock clock,
            long startNanos,
            long durationNanos) {
        this.role = "votes-sender-" + pace.sender();
        this.sockets = sockets;
        this.ring = ring;
        this.payload = payload;
        this.pace = pace;
        this.quota = quota;
        this.clock = clock;
        this.startNanos = startNanos;
        this.endNanos =
                pace.isUnlimited() || durationNanos == Long.MAX_VALUE ? durationNanos : durationNanos + CATCH_UP_NANOS;
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public int doWork() {
        if (ended.getCount() == 0) {
            return 0;
        }
        long now = clock.nanoTime() - startNanos;
        if (stopped || now >= endNanos || offered >= quota.datagrams()) {
            endedNanos = now;
            ended.countDown();
            return 0;
        }
        if (now < 0) {
            return 0;
        }
        long due = Math.min(pace.due(now), quota.full());
        if (due > offered) {
            return sendSlice(now, due - offered);
        }
        return quota.hasShort() && pace.due(now) > offered && offered == quota.full() ? sendShort(now) : 0;
    }

    /** A slice is at most what one batch of the socket takes: some 100 µs of work, and one look at the clock. */
    private int sendSlice(long now, long due) {
        DatagramSender socket = sockets[turn];
        turn = turn + 1 == sockets.length ? 0 : turn + 1;
        int batch = Math.min(socket.batchMax(payload), ring.consecutive(offered));
        return account(now, socket.send(ring.bytes(), ring.offset(offered), payload, (int) Math.min(due, batch), this));
    }

    private int sendShort(long now) {
        return account(now, sockets[turn].send(ring.bytes(), ring.offset(offered), quota.shortBytes(), 1, this));
    }

    private int account(long now, int done) {
        if (done > 0 && !pace.isUnlimited()) {
            lag.record(now - pace.dueNanos(offered), done);
        }
        offered += done;
        sentBytes.lazySet(offeredBytes() - refusedBytes);
        return done;
    }

    @Override
    public void onRefused(int offset, int bytes, int datagrams) {
        refusedBytes += bytes;
        for (int i = offset; i < offset + bytes; i++) {
            refusedButtons[ring.bytes().get(i) & 0xFF]++;
        }
        failures.lazySet(failures.get() + datagrams);
    }

    @Override
    public void onClose() throws IOException {
        for (DatagramSender socket : sockets) {
            socket.close();
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public CountDownLatch ended() {
        return ended;
    }

    /** Bytes, that is votes, that the kernel took so far. */
    long sentBytes() {
        return sentBytes.get();
    }

    /** Datagrams that the kernel refused so far. */
    long failures() {
        return failures.get();
    }

    /** The number of refusals, since nothing listens at the target; right only once {@link #failures} is not 0. */
    long refusals() {
        return failures.get() == 0
                ? 0
                : Arrays.stream(sockets).mapToLong(DatagramSender::refused).sum();
    }

    long offeredBytes() {
        return offered <= quota.full() ? offered * payload : quota.full() * payload + quota.shortBytes();
    }

    long sentDatagrams() {
        return offered - failures.get();
    }

    /** Votes that one kernel packet may have held. */
    int packetMax() {
        return payload * sockets[0].joinMax(payload);
    }

    long endedNanos() {
        return endedNanos;
    }

    ScheduleLag lag() {
        return lag;
    }

    void countButtons(long[] buttons) {
        ring.count(offeredBytes(), buttons);
        for (int button = 0; button < buttons.length; button++) {
            buttons[button] -= refusedButtons[button];
        }
    }

    String lastError() {
        for (DatagramSender socket : sockets) {
            if (socket.lastError() != null) {
                return socket.lastError();
            }
        }
        return null;
    }
}
