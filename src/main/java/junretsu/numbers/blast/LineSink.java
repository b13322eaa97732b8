package junretsu.numbers.blast;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The way on which one sender's lines leave. To be used by that sender's thread. */
interface LineSink extends Closeable {
    /** Takes the bytes that there is room for, and waits for room, for a moment at most, when that is not all. */
    void write(ByteBuffer lines) throws IOException;

    /** Nanoseconds spent on waiting for room so far. */
    long waitedNanos();

    /**
     * Says that nothing more comes.
     *
     * @param isWhole whether all was sent, rather than interrupted
     */
    void end(boolean isWhole) throws IOException;

    /** Waits for a moment at most until all was read after {@link #end}; returns whether it was. */
    boolean isRead() throws IOException;

    /** A clause for a write that fails, as in {@code the server closed a connection}. */
    String closed();
}
