package junretsu.items.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import junretsu.config.StartException;

/**
 * Rewrites segments without the items of erased tenants. The frames that are left keep their numbers, empty ones are
 * left out. The new file takes the place of the old one when it is on the disk, so a crash leaves either.
 */
final class Compaction {
    private static final int WRITE_BYTES = 1 << 20;

    private final Segments segments;
    private final Disk disk;
    private final IntPredicate isErased;
    private final BooleanSupplier isToStop;
    private final FrameBuffer frame;
    private final ByteBuffer output = ByteBuffer.allocateDirect(WRITE_BYTES);

    Compaction(Segments segments, Disk disk, IntPredicate isErased, BooleanSupplier isToStop) {
        this.segments = segments;
        this.disk = disk;
        this.isErased = isErased;
        this.isToStop = isToStop;
        frame = new FrameBuffer(segments.stamp());
    }

    /**
     * Rewrites a sealed segment if more than half of its items are erased.
     *
     * @return bytes given back
     */
    long run(Segment segment) throws IOException {
        if (!isWorthIt(segment)) {
            return 0;
        }
        Path unfinished = Disk.unfinished(segment.path());
        try {
            long bytes = rewrite(segment, unfinished);
            if (bytes == 0) {
                Files.deleteIfExists(unfinished);
                return 0;
            }
            Disk.rename(unfinished, segment.path());
            segments.put(new Segment(segment.first(), segment.path(), bytes));
            return segment.bytes() - bytes;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    private boolean isWorthIt(Segment segment) throws IOException {
        long items = 0;
        long erased = 0;
        try (SegmentInput input = open(segment)) {
            long last = segment.first() - 1;
            while (input.next(last)) {
                for (Records records = input.records(); records.next(); items++) {
                    erased += isErased.test(records.tenant()) ? 1 : 0;
                }
                last = input.frames().number();
                if (isToStop.getAsBoolean()) {
                    return false;
                }
            }
            input.requireAll(last, segments.lastFrame(segment));
        }
        return 2 * erased > items;
    }

    /** Returns the length of the new file; 0 when it was stopped. */
    private long rewrite(Segment segment, Path unfinished) throws IOException {
        try (SegmentInput input = open(segment);
                FileChannel channel = disk.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            long count = 0;
            channel.position(LogHeader.BYTES);
            output.clear();
            long last = segment.first() - 1;
            while (input.next(last)) {
                if (isToStop.getAsBoolean()) {
                    return 0;
                }
                count += writeFrame(input, channel) ? 1 : 0;
                last = input.frames().number();
            }
            input.requireAll(last, segments.lastFrame(segment));
            flush(channel);
            long bytes = channel.position();
            ByteBuffer header =
                    new LogHeader(LogHeader.Kind.SEGMENT, true, segment.first(), count, bytes).encode(segments.stamp());
            while (header.hasRemaining()) {
                channel.write(header, header.position());
            }
            channel.force(true);
            return bytes;
        }
    }

    private boolean writeFrame(SegmentInput input, FileChannel channel) throws IOException {
        frame.clear();
        for (Records records = input.records(); records.next(); ) {
            if (!isErased.test(records.tenant())) {
                records.copy(frame);
            }
        }
        if (frame.isEmpty()) {
            return false;
        }
        ByteBuffer bytes = frame.finish(input.frames().number());
        if (bytes.remaining() > output.remaining()) {
            flush(channel);
        }
        if (bytes.remaining() > output.remaining()) {
            writeAll(channel, bytes);
        } else {
            output.put(bytes);
        }
        return true;
    }

    private void flush(FileChannel channel) throws IOException {
        writeAll(channel, output.flip());
        output.clear();
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private SegmentInput open(Segment segment) throws IOException {
        try {
            return SegmentInput.open(segment.path(), segments.stamp());
        } catch (StartException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
