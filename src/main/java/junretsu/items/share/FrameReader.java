package junretsu.items.share;

import java.io.Closeable;
import java.io.IOException;
import junretsu.items.log.LogVisitor;

/** Reads a log as {@link junretsu.items.log.LogReader} does. To be used by one thread at a time. */
public interface FrameReader extends Closeable {

    /**
     * Reads whole frames, at least one if there is one.
     *
     * @param bytesMax after which it ends, between two frames
     * @return items read; 0 at the end of what is committed
     */
    int read(LogVisitor visitor, int bytesMax) throws IOException;

    /** Number of the last frame that was read. */
    long position();
}
