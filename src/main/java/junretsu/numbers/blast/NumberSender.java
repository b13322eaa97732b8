package junretsu.numbers.blast;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;
import junretsu.load.PacedSender;
import junretsu.load.Pacer;
import junretsu.numbers.NumberWire;

/**
 * The load on one way to the server, from its first line until the last has been read. The schedule does not wait for
 * the server, but TCP and pipes let it: while their buffer is full, lines become late, which the lag shows.
 *
 * <p>The thread that steps it is the one writer of everything here. {@link #sent} and {@link #waitedNanos} may be read
 * at any time, the rest once it has {@link #ended}.
 */
final class NumberSender extends PacedSender {
    private static final int BATCH_LINES = 6_400;

    /** The time that a server which reads nothing gets after {@link #stop}. */
    private static final long STOP_LIMIT_NANOS = 2_000_000_000L;

    /** A server that takes nothing for so long, after the time of the load, is taken for stuck. */
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final LineSink sink;
    private final NumberSource source;
    private final long quota;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong waitedNanos = new AtomicLong();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BATCH_LINES * NumberWire.LINE_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .limit(0);
    private long progressNanos;
    private boolean isDraining;
    private boolean stopSeen;
    private boolean gaveUp;
    private String failure;

    /**
     * Makes a sender that has sent nothing.
     *
     * @param sink closed at the end
     * @param quota lines; {@link Long#MAX_VALUE} for as many as the duration allows
     */
    NumberSender(LineSink sink, NumberSource source, Pacer pacer, long quota, Clock clock) {
        super("numbers", pacer, clock);
        this.sink = sink;
        this.source = source;
        this.quota = quota;
    }

    @Override
    public int doWork() {
        long now = elapsedNanos();
        if (now < 0 || hasEnded()) {
            return 0;
        }
        try {
            return step(now);
        } catch (IOException e) {
            failure = String.format(Locale.ROOT, "%s after %,d lines: %s", sink.closed(), sent.get(), e.getMessage());
            return finish(now);
        }
    }

    private int step(long now) throws IOException {
        if (isStopped() && isGivenUp(now)) {
            gaveUp = true;
            leftByStop();
            return finish(now);
        }
        if (isStuck(now)) {
            failure = stuck();
            return finish(now);
        }
        if (buffer.hasRemaining()) {
            return write(now);
        }
        if (isDraining) {
            return sink.isRead() ? finish(now) : 1;
        }
        long lines = source.lines();
        if (isDone(now, lines >= quota)) {
            sink.end(!interrupted());
            isDraining = true;
            progressNanos = now;
            return 1;
        }
        long due = Math.min(quota, pacer.due(now)) - lines;
        if (due <= 0) {
            return 0;
        }
        buffer.clear();
        source.write((int) Math.min(due, BATCH_LINES), buffer);
        buffer.flip();
        progressNanos = now;
        return write(now);
    }

    private int write(long now) throws IOException {
        int before = buffer.remaining();
        sink.write(buffer);
        waitedNanos.lazySet(sink.waitedNanos());
        if (buffer.remaining() < before) {
            progressNanos = now;
            sent.lazySet(source.lines() - (buffer.remaining() + NumberWire.LINE_BYTES - 1) / NumberWire.LINE_BYTES);
        }
        if (!buffer.hasRemaining()) {
            int lines = buffer.limit() / NumberWire.LINE_BYTES;
            recordLag(source.lines() - lines, lines, elapsedNanos());
        }
        return 1;
    }

    private boolean isStuck(long now) {
        boolean isWaiting = isDraining || buffer.hasRemaining();
        long dueNanos = endNanos() == Long.MAX_VALUE ? 0 : endNanos();
        return isWaiting && now - Math.max(progressNanos, dueNanos) >= STUCK_NANOS;
    }

    private String stuck() {
        return String.format(
                Locale.ROOT,
                isDraining
                        ? "the server has not closed a connection within %d s of the last of %,d lines"
                        : "the server has read nothing for %d s, after %,d lines",
                TimeUnit.NANOSECONDS.toSeconds(STUCK_NANOS),
                sent.get());
    }

    private boolean isGivenUp(long now) {
        if (!stopSeen) {
            stopSeen = true;
            progressNanos = now;
        }
        return now - progressNanos >= STOP_LIMIT_NANOS;
    }

    private int finish(long now) {
        try {
            onClose();
        } catch (IOException e) {
            failure = failure == null ? "the lines cannot be ended: " + e.getMessage() : failure;
        }
        end(now);
        return 0;
    }

    @Override
    public void onClose() throws IOException {
        sink.close();
    }

    /** Whole lines that the kernel took so far. */
    long sent() {
        return sent.get();
    }

    /** The time spent so far on waiting for room in the socket's buffer, in nanoseconds. */
    long waitedNanos() {
        return waitedNanos.get();
    }

    /** The numbers of the lines sent. */
    NumberSource source() {
        return source;
    }

    /** Returns whether it was closed after {@link #stop} without the server having read all. */
    boolean gaveUp() {
        return gaveUp;
    }

    /** A sentence about why the connection ended before all was read; null when it did not. */
    String failure() {
        return failure;
    }
}
