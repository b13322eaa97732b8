package junretsu.numbers.blast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import junretsu.base.Clock;
import junretsu.load.Pacer;
import junretsu.numbers.NumberWire;

/** One connection's load, from its connect until the server has read all of it; to be called on a thread of its own. */
final class NumberSender implements Callable<NumberSender> {
    private static final int BATCH_LINES = 6_400;
    private static final long NAP_NANOS = 500_000;

    private final SocketChannel channel;
    private final NumberSource source;
    private final Pacer pace;
    private final long quota;
    private final long durationNanos;
    private final CountDownLatch start;
    private final BooleanSupplier isStopped;
    private final Clock clock;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BATCH_LINES * NumberWire.LINE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private String failure;

    /**
     * @param quota lines; {@link Long#MAX_VALUE} for as many as the duration allows
     * @param start all connections begin when it opens
     */
    NumberSender(
            InetSocketAddress target,
            NumberSource source,
            Pacer pace,
            long quota,
            long durationNanos,
            CountDownLatch start,
            BooleanSupplier isStopped,
            Clock clock)
            throws IOException {
        this.channel = SocketChannel.open(target);
        this.source = source;
        this.pace = pace;
        this.quota = quota;
        this.durationNanos = durationNanos;
        this.start = start;
        this.isStopped = isStopped;
        this.clock = clock;
    }

    @Override
    public NumberSender call() throws InterruptedException {
        start.await();
        try (channel) {
            send();
            channel.shutdownOutput();
            awaitEnd();
        } catch (IOException e) {
            failure = "the server closed a connection after " + source.lines() + " lines: " + e.getMessage();
        }
        return this;
    }

    NumberSource source() {
        return source;
    }

    /** Null when all was sent and read. */
    String failure() {
        return failure;
    }

    private void send() throws IOException {
        long begin = clock.nanoTime();
        while (source.lines() < quota && !isStopped.getAsBoolean()) {
            long elapsed = clock.nanoTime() - begin;
            if (elapsed >= durationNanos) {
                return;
            }
            long due = Math.min(quota, pace.due(elapsed)) - source.lines();
            if (due <= 0) {
                LockSupport.parkNanos(NAP_NANOS);
                continue;
            }
            buffer.clear();
            source.write((int) Math.min(due, BATCH_LINES), buffer);
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    /** The server closes when it has read what stood before our end. */
    private void awaitEnd() throws IOException {
        buffer.clear();
        while (channel.read(buffer) >= 0) {
            buffer.clear();
        }
    }
}
