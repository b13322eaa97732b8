package junretsu.votes.blast;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;
import junretsu.load.PacedSender;
import junretsu.load.Pacer;
import junretsu.net.DatagramSender;
import junretsu.net.RefusalHandler;
import junretsu.votes.VoteWire;

/**
 * One thread of the load: in each round it sends what has become due, at most a slice. The server is never waited for.
 *
 * <p>The thread that steps it is the one writer of everything here. {@link #sentBytes} and {@link #failures} may be
 * read at any time, the rest once it has {@link #ended}.
 */
final class VotesSender extends PacedSender implements RefusalHandler {
    private final DatagramSender[] sockets;
    private final PayloadRing ring;
    private final Quota quota;
    private final int payload;
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private int turn;
    private final long[] refusedButtons = new long[VoteWire.BUTTONS];
    private long refusedBytes;
    private long offered;

    /** @param quota how many datagrams are asked of this sender */
    VotesSender(DatagramSender[] sockets, PayloadRing ring, int payload, Pacer pacer, Quota quota, Clock clock) {
        super("votes", pacer, clock);
        this.sockets = sockets;
        this.ring = ring;
        this.payload = payload;
        this.quota = quota;
    }

    @Override
    public int doWork() {
        if (hasEnded()) {
            return 0;
        }
        long now = elapsedNanos();
        if (isDone(now, offered >= quota.datagrams())) {
            end(now);
            return 0;
        }
        if (now < 0) {
            return 0;
        }
        long due = Math.min(pacer.due(now), quota.full());
        if (due > offered) {
            return sendSlice(now, due - offered);
        }
        return quota.hasShort() && pacer.due(now) > offered && offered == quota.full() ? sendShort(now) : 0;
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
        if (done > 0) {
            recordLag(offered, done, now);
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
