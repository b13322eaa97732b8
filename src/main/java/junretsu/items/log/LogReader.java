package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;

/** Reads a log while it is written. To be used by one thread at a time. */
public final class LogReader implements Closeable {

    /**
     * Reads whole frames, at least one if there is one.
     *
     * @param bytesMax after which it ends, between two frames
     * @return items read; 0 at the end of what is committed
     */
    public int read(LogVisitor visitor, int bytesMax) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Number of the last frame that was read. */
    public long position() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {}
}
