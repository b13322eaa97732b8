package junretsu.net.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import junretsu.base.Clock;

/**
 * A client that has a place at a {@link TcpListener}. One thread serves it: that one alone calls {@link #read} and, in
 * the end, {@link #close}, or hands it to a {@link TcpLoop}. Any thread may {@link #disconnect} it.
 */
public final class TcpConnection implements Closeable {
    private static final long NOT_WAITING = 0;

    private final SocketChannel channel;
    private final Clock clock;
    private final Consumer<TcpConnection> onClose;

    /**
     * Odd nanoseconds of the clock while {@link #read} waits. Written by the serving thread, read by those who look for
     * idle clients.
     */
    private volatile long waitingSinceNanos = NOT_WAITING;

    TcpConnection(SocketChannel channel, Clock clock, Consumer<TcpConnection> onClose) {
        this.channel = channel;
        this.clock = clock;
        this.onClose = onClose;
    }

    /**
     * Waits for bytes from the client.
     *
     * @return their number, or -1 at the end, whichever side ended the connection
     */
    public int read(ByteBuffer into) {
        waitingSinceNanos = clock.nanoTime() | 1;
        try {
            return channel.read(into);
        } catch (IOException e) {
            return -1;
        } finally {
            waitingSinceNanos = NOT_WAITING;
        }
    }

    /** Ends the connection, so that {@link #read} returns -1; its place is taken until {@link #close}. Any thread. */
    public void disconnect() {
        try {
            channel.close();
        } catch (IOException e) {
            // The socket is closed all the same, and nobody waits for what the client did not get.
        }
    }

    /** Ends the connection and gives its place back. May be called again, without effect. */
    @Override
    public void close() {
        disconnect();
        onClose.accept(this);
    }

    /** The channel, for a loop that serves it; {@link #read} is not called then. */
    SocketChannel channel() {
        return channel;
    }

    /** Returns true while {@link #read} waits and has waited since before that time of the clock. */
    boolean isWaitingSince(long nanos) {
        long since = waitingSinceNanos;
        return since != NOT_WAITING && since - nanos < 0;
    }
}
