package junretsu.web;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The writer of a streamed body. One write is under way at a time and no thread waits for it: what a reader is slow to
 * take is held in the caller's buffer, and a reader that takes nothing for the connection's silence limit is closed. A
 * stream that is silent for long should write something now and then, or a reader that left is never noticed. May be
 * used by any thread, one at a time.
 */
public final class BodySink {
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final Exchange exchange;

    BodySink(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Sends a part of the body.
     *
     * @param done called once, perhaps before this returns, by a thread that it must not block: with null when the next
     *     part may be written, with the failure when the reader is gone, after which nothing more can be
     */
    public void write(ByteBuffer bytes, Consumer<Throwable> done) {
        exchange.write(false, bytes, done);
    }

    /** Ends the body. */
    public void end() {
        exchange.write(true, EMPTY.duplicate(), failure -> {});
    }

    /**
     * Asks to be told, once, when the reader closes its side of the connection, as {@link Exchange#whenLeft} does. To
     * be called before the first part of the body.
     */
    public void whenLeft(Runnable action) {
        exchange.whenLeft(action);
    }

    /** Ends the connection instead, so that the reader sees that the body is not whole. */
    public void cut(Throwable cause) {
        exchange.end(cause);
    }

    void sendAll(Supplier<ByteBuffer> chunks) {
        try {
            ByteBuffer next = chunks.get();
            if (next == null) {
                end();
                return;
            }
            write(next, failure -> {
                if (failure == null) {
                    sendAll(chunks);
                }
            });
        } catch (RuntimeException e) {
            exchange.record(e);
            cut(e);
        }
    }
}
