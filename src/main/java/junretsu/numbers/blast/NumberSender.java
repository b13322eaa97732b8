package junretsu.numbers.blast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;
import junretsu.load.PacedSender;
import junretsu.load.Pacer;
import junretsu.numbers.NumberWire;

/**
 * One connection's load, from its first line until the server has read the last. The schedule does not wait for the
 * server, but TCP lets it: while the socket's buffer is full, lines become late, which the lag shows.
 *
 * <p>The thread that steps it is the one writer of everything here. {@link #sent} and {@link #waitedNanos} may be read
 * at any time, the rest once it has {@link #ended}.
 */
final class NumberSender extends PacedSender {
    private static final int BATCH_LINES = 6_400;
    private static final int CONNECT_LIMIT_MS = 5_000;
    private static final long LOOK_MS = 50;

    /** The time that a server which reads nothing gets after {@link #stop}. */
    private static final long STOP_LIMIT_NANOS = 2_000_000_000L;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
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
     * Connects.
     *
     * @param quota lines; {@link Long#MAX_VALUE} for as many as the duration allows
     * @throws IOException when there is no connection within five seconds
     */
    NumberSender(InetSocketAddress target, NumberSource source, Pacer pacer, long quota, Clock clock)
            throws IOException {
        super("numbers", pacer, clock);
        this.source = source;
        this.quota = quota;
        this.selector = Selector.open();
        this.channel = SocketChannel.open();
        try {
            channel.socket().connect(target, CONNECT_LIMIT_MS);
            channel.configureBlocking(false);
            this.key = channel.register(selector, 0);
        } catch (IOException e) {
            onClose();
            throw e;
        }
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
            failure = String.format(
                    Locale.ROOT, "the server closed a connection after %,d lines: %s", sent.get(), e.getMessage());
            return finish(now);
        }
    }

    private int step(long now) throws IOException {
        if (isStopped() && isGivenUp(now)) {
            gaveUp = true;
            return finish(now);
        }
        if (buffer.hasRemaining()) {
            return write(now);
        }
        if (isDraining) {
            return drain(now);
        }
        long lines = source.lines();
        if (isDone(now, lines >= quota)) {
            channel.shutdownOutput();
            isDraining = true;
            return 1;
        }
        long due = Math.min(quota, pacer.due(now)) - lines;
        if (due <= 0) {
            return 0;
        }
        buffer.clear();
        source.write((int) Math.min(due, BATCH_LINES), buffer);
        buffer.flip();
        return write(now);
    }

    private int write(long now) throws IOException {
        if (channel.write(buffer) > 0) {
            progressNanos = now;
            sent.lazySet(source.lines() - (buffer.remaining() + NumberWire.LINE_BYTES - 1) / NumberWire.LINE_BYTES);
        }
        if (buffer.hasRemaining()) {
            long before = clock.nanoTime();
            await(SelectionKey.OP_WRITE);
            waitedNanos.lazySet(waitedNanos.get() + clock.nanoTime() - before);
        } else {
            int lines = buffer.limit() / NumberWire.LINE_BYTES;
            recordLag(source.lines() - lines, lines, elapsedNanos());
        }
        return 1;
    }

    /** The server closes when it has read what stood before our end. */
    private int drain(long now) throws IOException {
        buffer.clear();
        int read = channel.read(buffer);
        buffer.limit(0);
        if (read < 0) {
            return finish(now);
        }
        await(SelectionKey.OP_READ);
        return 1;
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        selector.select(ready -> {}, LOOK_MS);
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
            failure = failure == null ? "a connection cannot be closed: " + e.getMessage() : failure;
        }
        end(now);
        return 0;
    }

    @Override
    public void onClose() throws IOException {
        channel.close();
        selector.close();
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
