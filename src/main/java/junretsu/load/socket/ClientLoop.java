package junretsu.load.socket;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/**
 * The sockets that one thread reads from and writes to. To be used by one thread at a time; whoever hands it on has to
 * see to it that the next one sees what it wrote.
 */
public final class ClientLoop implements Closeable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Selector selector;
    private final Consumer<SelectionKey> ready = key -> ((ClientSocket) key.attachment()).ready();

    /** The bytes that have come from the socket at hand; cleared before each read. */
    final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);

    /** The bytes that are about to go to the socket at hand. */
    final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);

    /** @throws IOException when the system has no descriptor left */
    public ClientLoop() throws IOException {
        selector = Selector.open();
    }

    /**
     * Reads from and writes to each socket that is ready, without waiting.
     *
     * @return the number of those
     * @throws IOException when the system's selector fails
     */
    public int poll() throws IOException {
        return selector.selectNow(ready);
    }

    /** Registers a connection that is being made. */
    SelectionKey register(SocketChannel channel, ClientSocket socket) throws IOException {
        return channel.register(selector, SelectionKey.OP_CONNECT, socket);
    }

    /**
     * A channel on the way to the target, without waiting for it.
     *
     * @param from address of this machine, port 0; null for the system's choice
     */
    static SocketChannel connecting(InetSocketAddress target, InetSocketAddress from) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (from != null) {
                channel.bind(from);
            }
            channel.connect(target);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Closes the selector and every socket that is registered, without a word to any of them. */
    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
