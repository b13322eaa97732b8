package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongSupplier;
import junretsu.config.StartException;

/** Reads a log while it is written. To be used by one thread at a time. */
public final class LogReader implements Closeable {
    private final Segments segments;
    private final LongSupplier committed;
    private Segment segment;
    private SegmentInput input;
    private long position;

    /** Number of the last frame that was on the disk when the input began to read ahead. */
    private long freshTo;

    /** @param committed number of the last frame that may be read */
    LogReader(Segments segments, LongSupplier committed, long behindFrame) {
        this.segments = segments;
        this.committed = committed;
        position = behindFrame;
        freshTo = behindFrame;
    }

    /**
     * Reads whole frames, at least one if there is one.
     *
     * @param bytesMax after which it ends, between two frames
     * @return items read; 0 at the end of what is committed
     * @throws IOException when the log cannot be read, or is damaged
     */
    public int read(LogVisitor visitor, int bytesMax) throws IOException {
        long end = committed.getAsLong();
        int items = 0;
        long bytes = 0;
        while (position < end && (items == 0 || bytes < bytesMax)) {
            openInput(end);
            if (input.next(position)) {
                items += input.visit(visitor);
                bytes += input.frames().bodyLength() + Frame.OVERHEAD_BYTES;
                position = input.frames().number();
            } else {
                endSegment();
            }
        }
        return items;
    }

    private void openInput(long end) throws IOException {
        if (input == null) {
            segment = segments.holding(position + 1);
            try {
                input = SegmentInput.open(segment.path(), segments.stamp());
            } catch (StartException e) {
                throw new IOException(e.getMessage(), e);
            }
            freshTo = end;
        } else if (position >= freshTo) {
            input.frames().forget();
            freshTo = end;
        }
    }

    private void endSegment() throws IOException {
        long last = segments.lastFrame(segment);
        input.requireAll(position, last);
        position = last;
        close();
    }

    /** Number of the last frame that was read. */
    public long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        if (input != null) {
            input.close();
            input = null;
        }
    }
}
