package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import junretsu.config.StartException;

/** Reads a segment. Goes on with the file that it has opened when a compacted one takes its place. */
final class SegmentInput implements Closeable {
    private final Path path;
    private final FileChannel channel;
    private final LogHeader header;
    private final FrameInput frames;
    private final Records records;

    private SegmentInput(Path path, FileChannel channel, NodeStamp stamp) throws IOException, StartException {
        this.path = path;
        this.channel = channel;
        header = LogHeader.read(LogHeader.Kind.SEGMENT, channel, path, stamp);
        frames = new FrameInput(channel, stamp, LogHeader.BYTES);
        records = new Records(stamp.keepsIds());
    }

    /** @throws StartException when it is not a segment of this node */
    static SegmentInput open(Path path, NodeStamp stamp) throws IOException, StartException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new SegmentInput(path, channel, stamp);
        } catch (IOException | StartException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    LogHeader header() {
        return header;
    }

    /** See {@link FrameInput#next}. */
    boolean next(long behind) throws IOException {
        return frames.next(behind);
    }

    FrameInput frames() {
        return frames;
    }

    /** The records of the frame that {@link #next} went to. */
    Records records() {
        records.of(frames);
        return records;
    }

    /** Hands over all records of the frame; returns how many. */
    int visit(LogVisitor visitor) throws IOException {
        int items = 0;
        records.of(frames);
        while (records.next()) {
            records.visit(visitor);
            items++;
        }
        return items;
    }

    /**
     * Says that a sealed segment cannot be as it was written, once {@link #next} has returned false.
     *
     * @param lastRead number of the last frame that was read
     * @param last number of the last frame that the segment had at first
     * @throws IOException when frames are missing
     */
    void requireAll(long lastRead, long last) throws IOException {
        boolean isWhole = header.isCompacted() ? frames.position() == header.bytes() : lastRead == last;
        if (!isWhole) {
            throw new IOException(Damage.of(
                            path,
                            "its frame " + (lastRead + 1) + " at byte " + frames.position()
                                    + " is missing or has a wrong checksum")
                    .getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
