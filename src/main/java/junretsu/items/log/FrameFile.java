package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of zeros into which frames are written one behind the other. A write into blocks that are there changes no
 * length and no place on the disk, so with O_DSYNC it is one trip to the disk and cannot find it full. To be used by
 * one thread.
 */
final class FrameFile implements Closeable {
    /** A block of the file system, as a rule; no more than a page. */
    static final int BLOCK_BYTES = 4_096;

    private static final int ZEROS_BYTES = 256 << 10;
    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(ZEROS_BYTES).asReadOnlyBuffer();

    /** So that a write of the log waits for a millisecond of zeros at most: with 8 MiB it waits for up to 27 ms. */
    private static final int ZEROS_AT_ONCE = 256 << 10;

    private final FileChannel channel;
    private long end;
    private long size;

    private FrameFile(FileChannel channel, long end) throws IOException {
        this.channel = channel;
        this.end = end;
        size = channel.size();
    }

    /** @param end offset behind the last frame; only zeros follow */
    static FrameFile open(Disk disk, Path path, long end) throws IOException {
        return new FrameFile(
                disk.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DSYNC), end);
    }

    /** Bytes up to the end of the last frame. */
    long end() {
        return end;
    }

    /** Bytes of zeros that are left. */
    long room() {
        return size - end;
    }

    long size() {
        return size;
    }

    /** Writes bytes behind the last ones; returns when they are on the disk. */
    void append(ByteBuffer bytes) throws IOException {
        append(bytes, bytes.remaining());
    }

    /** The same with bytes of which only the first so many count; zeros follow. */
    void append(ByteBuffer bytes, int length) throws IOException {
        long at = end;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        end += length;
    }

    /**
     * Zeros to be written behind a frame of so many bytes, so that its last block is written whole: the kernel would
     * have to read that block first, since {@link Zeros} leaves none in its cache.
     */
    int zerosBehind(int bytes) {
        long to = end + bytes;
        return (int) Math.min(size - to, -to & BLOCK_BYTES - 1);
    }

    /**
     * Makes the file longer.
     *
     * @throws IOException when there is no room on the disk; the file is as it was
     */
    void extend(long bytes) throws IOException {
        try {
            zero(channel, size, size + bytes);
            size += bytes;
        } catch (IOException e) {
            try {
                channel.truncate(size);
            } catch (IOException failed) {
                e.addSuppressed(failed);
            }
            throw e;
        }
    }

    /** Writes zeros over a part of a file; returns when they are on the disk. */
    static void zero(FileChannel channel, long from, long to) throws IOException {
        ByteBuffer zeros = ZEROS.duplicate();
        long unforced = 0;
        for (long at = from; at < to; ) {
            zeros.clear().limit((int) Math.min(ZEROS_BYTES, to - at));
            int written = channel.write(zeros, at);
            at += written;
            unforced += written;
            if (unforced >= ZEROS_AT_ONCE) {
                channel.force(false);
                unforced = 0;
            }
        }
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
