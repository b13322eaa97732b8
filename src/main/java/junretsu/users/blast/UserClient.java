package junretsu.users.blast;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import junretsu.net.tcp.LineFraming;
import junretsu.users.line.AnswerParser;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.RequestWriter;
import junretsu.users.line.Verb;

/**
 * A client with one connection, which has at most one request under way. A connection on which an answer is missing or
 * wrong is given up, so that no answer is ever taken for another's. For one thread at a time.
 */
final class UserClient {
    private static final int BUFFER_BYTES = 1 << 10;

    private final InetSocketAddress target;
    private final Selector selector;
    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer input = ByteBuffer.allocate(BUFFER_BYTES);
    private ByteBuffer output = ByteBuffer.allocate(BUFFER_BYTES);
    private long nextId;

    /** The operation under way; null when there is none. */
    Call call;

    /** Of the request under way. */
    Verb verb;

    /** The sending of the request under way, or the next attempt to connect; since the start of the load. */
    long sinceNanos;

    /** @param number of the client, from 0: its requests have numbers that no other client's have */
    UserClient(int number, InetSocketAddress target, Selector selector) {
        nextId = (long) number << Integer.SIZE;
        this.target = target;
        this.selector = selector;
    }

    /** Connects, and waits for that. */
    void connect() throws IOException {
        channel = SocketChannel.open(target);
        register(SelectionKey.OP_READ);
    }

    /** Begins to connect anew. @return whether it is connected already */
    boolean reconnect() throws IOException {
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        boolean isConnected = channel.connect(target);
        register(isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT);
        return isConnected;
    }

    private void register(int operation) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = channel.register(selector, operation, this);
        input.clear();
    }

    /** Returns true once the connection stands; for a key that says that it can be known. */
    boolean finishConnect() throws IOException {
        boolean isConnected = channel.finishConnect();
        if (isConnected) {
            key.interestOps(SelectionKey.OP_READ);
        }
        return isConnected;
    }

    boolean isOpen() {
        return channel != null;
    }

    /** Sends a request. */
    void ask(LineRequest request, long nowNanos) throws IOException {
        int needed = RequestWriter.bytesMax(request);
        if (needed > output.capacity()) {
            output = ByteBuffer.allocate(needed);
        }
        verb = request.verb();
        sinceNanos = nowNanos;
        output.clear();
        output.limit(RequestWriter.write(request, nextId++, output.array(), 0));
        flush();
    }

    /** Sends what the kernel takes. */
    void flush() throws IOException {
        channel.write(output);
        int operations = output.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    /**
     * Reads what there is.
     *
     * @return the length of the first line; -1 while none is whole
     * @throws IOException when the connection has ended
     */
    int read() throws IOException {
        if (!input.hasRemaining()) {
            grow();
        }
        if (channel.read(input) < 0) {
            throw new EOFException("closed by the server");
        }
        int end = LineFraming.lineFeed(input.array(), 0, input.position());
        return end < input.position() ? end : -1;
    }

    private void grow() throws IOException {
        if (input.capacity() > AnswerParser.LINE_BYTES_MAX) {
            throw new IOException("an answer is longer than " + AnswerParser.LINE_BYTES_MAX + " bytes");
        }
        input = ByteBuffer.allocate(2 * input.capacity()).put(input.flip());
    }

    /**
     * Takes the first line as an answer.
     *
     * @param length as {@link #read} returned it
     * @throws junretsu.text.JsonException when it is none
     */
    LineAnswer take(AnswerParser parser, int length) {
        LineAnswer answer = parser.parse(input.array(), 0, length);
        input.flip().position(length + 1);
        input.compact();
        return answer;
    }

    /** Returns true when more was received than was taken: nothing had asked for it. */
    boolean holdsMore() {
        return input.position() > 0;
    }

    /** The number that the answer to the last request has to have. */
    long expectedId() {
        return nextId - 1;
    }

    /** Ends the connection. @param retryNanos the time of the next attempt */
    void close(long retryNanos) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing on it matters any more.
            }
        }
        channel = null;
        sinceNanos = retryNanos;
    }
}
