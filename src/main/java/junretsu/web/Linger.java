package junretsu.web;

import org.eclipse.jetty.io.Content.Chunk;

/**
 * Reads and drops the rest of a body whose request has been answered, so that its sender gets to read the answer: a
 * connection that is closed with bytes unread is reset, and the answer with it (RFC 9112, section 9.6).
 */
final class Linger implements Runnable {
    /** A sender of more than this is cut off. */
    private static final long BYTES_MAX = 64 << 20;

    private final Exchange exchange;
    private long dropped;

    Linger(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Drops what is there; called again when there is more. */
    @Override
    public void run() {
        while (true) {
            Chunk chunk = exchange.in().read();
            if (chunk == null) {
                exchange.in().demand(this);
                return;
            }
            boolean isEnd = Chunk.isFailure(chunk) || chunk.isLast();
            dropped += chunk.remaining();
            chunk.release();
            if (isEnd || dropped > BYTES_MAX) {
                exchange.end(null);
                return;
            }
        }
    }
}
