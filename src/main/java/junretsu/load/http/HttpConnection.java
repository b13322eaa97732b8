package junretsu.load.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import junretsu.base.Clock;
import junretsu.config.IoReason;

/**
 * One keep-alive connection of a client, for one request after the other; each may need a new socket. One thread sends;
 * {@link #cutIfOverdue} and {@link #cut} may be called by any.
 *
 * <p>The socket blocks: a request costs one write and, as a rule, one read. The limit of time is kept by another thread
 * that closes the socket, which spares a poll before each read.
 */
public final class HttpConnection implements Closeable {
    private static final int CONNECT_LIMIT_MS = 5_000;
    private static final long NOT_WAITING = Long.MAX_VALUE;

    /** Servers close what was silent for longer; a request would cross their close and its outcome be unknown. */
    private static final long SILENCE_NANOS_MAX = 4_000_000_000L;

    private final InetSocketAddress address;
    private final long answerLimitNanos;
    private final Clock clock;
    private final HttpAnswer answer = new HttpAnswer();

    /** Written by the sending thread alone. */
    private volatile SocketChannel channel;

    /** The time on the clock at which the answer is overdue; written by the sending thread alone. */
    private volatile long overdueNanos = NOT_WAITING;

    private volatile boolean cut;
    private long opened;
    private long answeredNanos;

    HttpConnection(InetSocketAddress address, long answerLimitNanos, Clock clock) {
        this.address = address;
        this.answerLimitNanos = answerLimitNanos;
        this.clock = clock;
    }

    /** Returns whether there is a socket; it need not be known yet that the server has closed it. */
    public boolean isOpen() {
        return channel != null;
    }

    /** The number of sockets opened so far. */
    public long opened() {
        return opened;
    }

    /** Returns whether nothing is sent any more. */
    public boolean isCut() {
        return cut;
    }

    /**
     * Opens a socket, unless there is one that was used within the last seconds.
     *
     * @throws HttpFailure when there is none within five seconds
     */
    public void connect() throws HttpFailure {
        if (channel != null && clock.nanoTime() - answeredNanos < SILENCE_NANOS_MAX) {
            return;
        }
        close();
        SocketChannel opening = null;
        try {
            opening = SocketChannel.open();
            opening.setOption(StandardSocketOptions.TCP_NODELAY, true);
            opening.socket().connect(address, CONNECT_LIMIT_MS);
            channel = opening;
            answeredNanos = clock.nanoTime();
            opened++;
        } catch (IOException e) {
            closeQuietly(opening);
            throw new HttpFailure(connectReason(e), false, e);
        }
    }

    /**
     * Sends a request, over a new socket if there is none, and waits for its answer.
     *
     * @return the answer, valid until the next request
     * @throws HttpFailure when there is no whole answer; the socket is closed then
     */
    public HttpAnswer exchange(RequestBuffer request) throws HttpFailure {
        connect();
        SocketChannel socket = channel;
        boolean sent = false;
        overdueNanos = clock.nanoTime() + answerLimitNanos;
        try {
            if (cut) {
                throw new AsynchronousCloseException();
            }
            ByteBuffer bytes = request.whole();
            answer.begin(request.asksForHead());
            sent = true;
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
            read(socket);
        } catch (IOException e) {
            close();
            throw new HttpFailure(reason(e), sent, e);
        }
        overdueNanos = NOT_WAITING;
        answeredNanos = clock.nanoTime();
        if (!answer.keepsConnection()) {
            close();
        }
        return answer;
    }

    /** Ends the wait for an answer whose time is over; the request fails. */
    void cutIfOverdue(long nowNanos) {
        long overdue = overdueNanos;
        if (overdue != NOT_WAITING && nowNanos - overdue >= 0) {
            closeQuietly(channel);
        }
    }

    /** Ends the request under way, if any, and lets none follow. */
    public void cut() {
        cut = true;
        closeQuietly(channel);
    }

    /** Closes the socket; the next request opens another. For the sending thread. */
    @Override
    public void close() {
        overdueNanos = NOT_WAITING;
        closeQuietly(channel);
        channel = null;
    }

    private void read(SocketChannel socket) throws IOException {
        while (!answer.isWhole()) {
            int count = socket.read(answer.room());
            if (count >= 0) {
                answer.received(count);
            } else if (answer.isEmpty()) {
                throw new IOException("closed before the answer");
            } else {
                answer.ended();
            }
        }
    }

    private String reason(IOException e) {
        if (e instanceof MalformedAnswer) {
            return "the answer is malformed: " + e.getMessage();
        }
        if (e instanceof ClosedChannelException) {
            return cut
                    ? "cut at the end"
                    : String.format(Locale.ROOT, "no answer within %.1f s", answerLimitNanos / 1e9);
        }
        return IoReason.of(e).toLowerCase(Locale.ROOT);
    }

    private static String connectReason(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return "no connection within 5 s";
        }
        return e instanceof ConnectException
                ? "connection refused"
                : "no connection: " + IoReason.of(e).toLowerCase(Locale.ROOT);
    }

    private static void closeQuietly(SocketChannel socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // Nothing is lost with it: what it carried is answered or counted as unknown.
        }
    }
}
