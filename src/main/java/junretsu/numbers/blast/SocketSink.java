package junretsu.numbers.blast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import junretsu.base.Clock;

/** A connection to a server, which closes it when it has read what stood before its end. */
final class SocketSink implements LineSink {
    private static final int CONNECT_LIMIT_MS = 5_000;
    private static final long LOOK_MS = 50;

    private final Clock clock;
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer answer = ByteBuffer.allocate(1);
    private long waitedNanos;

    /** @throws IOException when there is no connection within five seconds */
    SocketSink(InetSocketAddress target, Clock clock) throws IOException {
        this.clock = clock;
        this.selector = Selector.open();
        this.channel = SocketChannel.open();
        try {
            channel.socket().connect(target, CONNECT_LIMIT_MS);
            channel.configureBlocking(false);
            this.key = channel.register(selector, 0);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
        channel.write(lines);
        if (lines.hasRemaining()) {
            long before = clock.nanoTime();
            await(SelectionKey.OP_WRITE);
            waitedNanos += clock.nanoTime() - before;
        }
    }

    @Override
    public long waitedNanos() {
        return waitedNanos;
    }

    @Override
    public void end(boolean isWhole) throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public boolean isRead() throws IOException {
        if (channel.read(answer.clear()) < 0) {
            return true;
        }
        await(SelectionKey.OP_READ);
        return false;
    }

    @Override
    public String closed() {
        return "the server closed a connection";
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        selector.select(ready -> {}, LOOK_MS);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
