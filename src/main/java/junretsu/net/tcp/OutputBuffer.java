package junretsu.net.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Joins the answers of one connection after the other, so that those that are complete together leave in one write. It
 * belongs to a loop, and is empty whenever a connection has been served.
 */
final class OutputBuffer {
    /** So much is joined before it is written: about what a socket's buffer takes at once. */
    private static final int WRITE_BYTES = 64 << 10;

    private ByteBuffer buffer = ByteBuffer.allocate(WRITE_BYTES);

    /** Returns true when what is joined should be written before more is added. */
    boolean isFull() {
        return buffer.position() >= WRITE_BYTES / 2;
    }

    /** Bytes that are joined. */
    int length() {
        return buffer.position();
    }

    void add(TcpReply<?> reply) {
        int needed = reply.bytesMax();
        if (needed > buffer.remaining()) {
            ByteBuffer larger = ByteBuffer.allocate(buffer.position() + needed);
            buffer = larger.put(buffer.flip());
        }
        buffer.position(reply.write(buffer.array(), buffer.position()));
    }

    /**
     * Writes what is joined.
     *
     * @return a copy of what the kernel did not take; null when it took all
     */
    ByteBuffer writeTo(Transport transport) throws IOException {
        buffer.flip();
        try {
            if (buffer.hasRemaining()) {
                transport.write(buffer);
            }
            return buffer.hasRemaining()
                    ? ByteBuffer.allocate(buffer.remaining()).put(buffer).flip()
                    : null;
        } finally {
            buffer.clear();
            if (buffer.capacity() > WRITE_BYTES) {
                buffer = ByteBuffer.allocate(WRITE_BYTES);
            }
        }
    }
}
