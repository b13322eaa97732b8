package junretsu.net.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection to a server, with at most one call under way. For the client's thread alone. */
final class HttpLine {
    /** Of the largest answer: a page of tenants is a hundredth of it. */
    private static final int ANSWER_BYTES_MAX = 64 << 20;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final AnswerParser parser = new AnswerParser(ANSWER_BYTES_MAX);
    private HttpCall call;
    private int sentBytes;
    private long answers;
    private boolean isConnecting;
    private long sinceNanos;

    /** Connects for a call, which is then under way. */
    HttpLine(HttpCall first, Selector selector, long nowNanos) throws IOException {
        channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            isConnecting = !channel.connect(first.server());
            sinceNanos = nowNanos;
            key = channel.register(selector, isConnecting ? SelectionKey.OP_CONNECT : SelectionKey.OP_WRITE, this);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        begin(first);
    }

    /** The call under way; null when there is none. */
    HttpCall call() {
        return call;
    }

    /** Returns true when the call's fate may be that of an old connection and not of the server. */
    boolean mayBeStale() {
        return answers > 0 && !parser.hasBegun();
    }

    /** Returns true until the server has accepted the connection. */
    boolean isConnecting() {
        return isConnecting;
    }

    /** The time of the last answer, or of the attempt to connect when there was none. */
    long sinceNanos() {
        return sinceNanos;
    }

    void begin(HttpCall next) {
        call = next;
        sentBytes = 0;
        parser.begin(next.isHead());
    }

    void finishConnect() throws IOException {
        channel.finishConnect();
        isConnecting = false;
        key.interestOps(SelectionKey.OP_WRITE);
    }

    /** Sends what the kernel takes. @param buffer to copy through */
    void write(ByteBuffer buffer) throws IOException {
        int total = call.head().length + call.bodyLength();
        boolean isTaken = true;
        while (isTaken && sentBytes < total) {
            buffer.clear();
            fill(buffer);
            buffer.flip();
            sentBytes += channel.write(buffer);
            isTaken = !buffer.hasRemaining();
        }
        int interest = sentBytes < total ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    private void fill(ByteBuffer buffer) {
        int headLength = call.head().length;
        if (sentBytes < headLength) {
            buffer.put(call.head(), sentBytes, Math.min(headLength - sentBytes, buffer.remaining()));
        }
        int bodyFrom = Math.max(0, sentBytes - headLength);
        buffer.put(call.body(), bodyFrom, Math.min(call.bodyLength() - bodyFrom, buffer.remaining()));
    }

    /**
     * Reads what is there.
     *
     * @return the answer when it is whole; null when more of it is to come
     * @throws IOException when the connection is at its end, or this is no proper answer
     */
    HttpAnswer read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int length = channel.read(buffer);
        if (length < 0) {
            throw new IOException("the connection ended before the answer");
        }
        buffer.flip();
        if (call == null && length > 0) {
            throw new IOException("an answer came that nothing had asked for");
        }
        return call == null ? null : parser.take(buffer);
    }

    /**
     * Lets go of the call, which has its answer.
     *
     * @param bytesBehind of the buffer, that came behind the answer
     * @return true when the connection can serve the next call
     */
    boolean end(int bytesBehind, long nowNanos) {
        boolean isUsable = bytesBehind == 0 && !parser.isLast() && sentBytes == call.head().length + call.bodyLength();
        call = null;
        answers++;
        sinceNanos = nowNanos;
        return isUsable;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Whoever needed it has been told.
        }
    }
}
