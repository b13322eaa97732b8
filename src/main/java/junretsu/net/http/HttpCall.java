package junretsu.net.http;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A request to one server and those who wait for its answer. Made and sent once. The body is read until one of the two
 * methods at the end is called, and not afterwards.
 */
public abstract class HttpCall {
    private final InetSocketAddress server;
    private final byte[] head;
    private final byte[] body;
    private final int bodyLength;
    private final long deadlineNanos;

    /** Set by the client's thread: the call is under way on a connection of its own. */
    private boolean isAlone;

    /**
     * @param server resolved, or the call fails
     * @param head request line and headers with the empty line at the end, in ISO 8859-1; says the body's length
     * @param body its first bytes are sent
     * @param deadlineNanos on the client's clock, by which the answer has to be there
     */
    protected HttpCall(InetSocketAddress server, byte[] head, byte[] body, int bodyLength, long deadlineNanos) {
        this.server = server;
        this.head = head;
        this.body = body;
        this.bodyLength = bodyLength;
        this.deadlineNanos = deadlineNanos;
    }

    /** Takes the answer, by the client's thread, which it must not block. */
    protected abstract void answered(HttpAnswer answer);

    /**
     * Learns that there is no answer and will be none; whether the server did what it was asked for is unknown, unless
     * the cause is a {@link java.net.ConnectException}: it did not. By the client's thread, which it must not block.
     */
    protected abstract void failed(IOException cause);

    InetSocketAddress server() {
        return server;
    }

    byte[] head() {
        return head;
    }

    byte[] body() {
        return body;
    }

    int bodyLength() {
        return bodyLength;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    boolean isHead() {
        return head[0] == 'H';
    }

    boolean isAlone() {
        return isAlone;
    }

    void goAlone() {
        isAlone = true;
    }
}
