package junretsu.load.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One TCP connection of a {@link ClientLoop}, which may be made again after its end. To be used by the loop's thread.
 */
abstract class ClientSocket {
    /** A peer that leaves so much unread does not read. */
    private static final int REST_BYTES_MAX = 1 << 20;

    private static final int REST_BYTES_START = 1 << 10;

    private final ClientLoop loop;
    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer rest;

    ClientSocket(ClientLoop loop) {
        this.loop = loop;
    }

    /** Called once the connection stands, before anything can be received. */
    abstract void connected();

    /** Called with bytes that have come, from the buffer's position to its limit; all of them have to be taken. */
    abstract void received(ByteBuffer bytes);

    /**
     * Called at the end of a connection that was begun, if {@link #close} was not called.
     *
     * @param reason as in {@code Connection refused}
     */
    abstract void ended(String reason);

    /** Returns whether there is a connection, or one is being made. */
    final boolean isAlive() {
        return channel != null;
    }

    /** Begins a connection; there must be none. */
    final void connect(InetSocketAddress target, InetSocketAddress from) {
        try {
            channel = ClientLoop.connecting(target, from);
            key = loop.register(channel, this);
        } catch (IOException e) {
            end(reason(e));
        }
    }

    /** The loop's buffer for what is to be sent, empty. */
    final ByteBuffer room() {
        return loop.out.clear();
    }

    /** Sends what was put into {@link #room}; what the kernel does not take is kept and sent later. */
    final void send() {
        ByteBuffer out = loop.out.flip();
        try {
            if (rest == null || rest.position() == 0) {
                channel.write(out);
            }
            if (out.hasRemaining()) {
                keep(out);
            }
        } catch (IOException e) {
            end(reason(e));
        }
    }

    /** Drops the connection, if there is one, without a word to {@link #ended}. */
    final void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The descriptor is gone in any case.
            }
            channel = null;
            key = null;
            rest = null;
        }
    }

    /** Ends the connection for a reason, which {@link #ended} is told; nothing when there is none. */
    final void end(String reason) {
        close();
        ended(reason);
    }

    /** Called by the loop when the kernel has something for this connection, or takes something from it. */
    final void ready() {
        try {
            if (isAlive() && key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                connected();
            }
            if (isAlive() && key.isWritable()) {
                flush();
            }
            if (isAlive() && key.isReadable()) {
                read();
            }
        } catch (IOException e) {
            end(reason(e));
        }
    }

    private void read() throws IOException {
        ByteBuffer in = loop.in.clear();
        int count = channel.read(in);
        if (count < 0) {
            end("closed by the server");
        } else if (count > 0) {
            received(in.flip());
        }
    }

    private void keep(ByteBuffer out) {
        if (rest == null) {
            rest = ByteBuffer.allocate(Math.max(REST_BYTES_START, out.remaining()));
        }
        if (rest.remaining() < out.remaining()) {
            int wanted = rest.position() + out.remaining();
            if (wanted > REST_BYTES_MAX) {
                end("the server does not read");
                return;
            }
            rest = ByteBuffer.allocate(Math.min(REST_BYTES_MAX, 2 * wanted)).put(rest.flip());
        }
        rest.put(out);
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    private void flush() throws IOException {
        channel.write(rest.flip());
        rest.compact();
        if (rest.position() == 0) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
