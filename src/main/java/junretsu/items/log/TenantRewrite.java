package junretsu.items.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * Writes the list of tenants anew without those that were erased, while it goes on: {@link #write} puts what there was
 * at the beginning into a file beside it, by any thread; what has come since is added at the end, before that file
 * takes the place of the list. A crash leaves either.
 */
public final class TenantRewrite {
    private static final int FRAME_BYTES = 1 << 16;

    private final Path path;
    private final NodeStamp stamp;
    private final Disk disk;
    private final List<Tenant> byNumber;
    private final Map<String, Long> generations;
    private final long droppedBefore;
    private final ByteArrayOutputStream since = new ByteArrayOutputStream();
    private final FrameBuffer frame;
    private long frames;
    private long end = LogHeader.BYTES;

    /**
     * @param byNumber null for those that were erased; not changed by anybody
     * @param generations may change meanwhile, by what {@link #add} is told of
     */
    TenantRewrite(
            Path path,
            NodeStamp stamp,
            Disk disk,
            List<Tenant> byNumber,
            Map<String, Long> generations,
            long droppedBefore) {
        this.path = Disk.unfinished(path);
        this.stamp = stamp;
        this.disk = disk;
        this.byNumber = byNumber;
        this.generations = generations;
        this.droppedBefore = droppedBefore;
        frame = new FrameBuffer(stamp);
    }

    /** Begins a list in a directory that has none. */
    static void begin(Path directory, NodeStamp stamp, Disk disk) throws IOException {
        Path list = TenantLog.path(directory);
        TenantRewrite first = new TenantRewrite(list, stamp, disk, List.of(), Map.of(), Long.MIN_VALUE);
        first.write();
        Disk.rename(first.path(), list);
    }

    /** Takes records that were added to the list since; for the list's thread. */
    void add(ByteBuffer wholeFrame) {
        for (int i = Frame.HEADER_BYTES; i < wholeFrame.limit() - Frame.TRAILER_BYTES; i++) {
            since.write(wholeFrame.get(i));
        }
    }

    /**
     * Writes what there was at the beginning.
     *
     * @throws IOException when the disk did not take it; the list goes on as it is
     */
    public void write() throws IOException {
        try (FileChannel channel = disk.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeAll(channel, LogHeader.of(LogHeader.Kind.TENANTS, 1).encode(stamp), 0);
            if (droppedBefore != Long.MIN_VALUE) {
                TenantRecord.dropped(frame, droppedBefore);
            }
            for (Map.Entry<String, Long> one : generations.entrySet()) {
                TenantRecord.generation(frame, one.getKey(), one.getValue());
                writeFull(channel);
            }
            for (Tenant tenant : byNumber) {
                if (tenant != null) {
                    TenantRecord.defined(frame, tenant);
                    writeFull(channel);
                }
            }
            if (!byNumber.isEmpty()) {
                TenantRecord.next(frame, byNumber.size());
                writeFrame(channel);
            }
            FrameFile.zero(channel, end, end + TenantLog.EXTENSION_BYTES);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private void writeFull(FileChannel channel) throws IOException {
        if (frame.frameBytes() >= FRAME_BYTES) {
            writeFrame(channel);
        }
    }

    private void writeFrame(FileChannel channel) throws IOException {
        ByteBuffer bytes = frame.finish(++frames);
        int length = bytes.remaining();
        writeAll(channel, bytes, end);
        end += length;
        frame.clear();
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long to = at;
        while (bytes.hasRemaining()) {
            to += channel.write(bytes, to);
        }
    }

    /**
     * Adds what has come since; for the list's thread, after {@link #write}.
     *
     * @throws IOException when the disk did not take it; the list goes on as it is
     * @return the new file, which has yet to take the list's place
     */
    FrameFile finish() throws IOException {
        FrameFile file = FrameFile.open(disk, path, end);
        try {
            if (since.size() > 0) {
                frame.room(since.size()).put(since.toByteArray());
                if (file.room() < frame.frameBytes()) {
                    file.extend(frame.frameBytes());
                }
                file.append(frame.finish(++frames));
            }
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** The file's name until it takes the list's place. */
    Path path() {
        return path;
    }

    /** Number of the last frame. */
    long frames() {
        return frames;
    }
}
