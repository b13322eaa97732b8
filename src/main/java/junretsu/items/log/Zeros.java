package junretsu.items.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Makes a file of zeros for the log, past the page cache where the file system can do that (O_DIRECT): the zeros would
 * take their room in the cache from others, and up to 1 s of CPU each 256 MiB where the cache has to grow for them.
 */
final class Zeros {
    /** So that a write of the log waits for half a millisecond of zeros at most. */
    private static final int AT_ONCE_BYTES = 256 << 10;

    /** Pauses are so many times as long as the writes, so that the disk is there for the log. */
    private static final int PAUSE = 2;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(AT_ONCE_BYTES + FrameFile.BLOCK_BYTES)
            .alignedSlice(FrameFile.BLOCK_BYTES)
            .asReadOnlyBuffer();

    /** O_DIRECT, which the JDK offers in its module jdk.unsupported; null when this JVM has none. */
    private static final OpenOption DIRECT = direct();

    private static final OpenOption[] ANEW = {
        StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
    };
    private static final OpenOption[] MORE = {StandardOpenOption.WRITE};

    private Zeros() {}

    private static OpenOption direct() {
        try {
            return (OpenOption) Class.forName("com.sun.nio.file.ExtendedOpenOption")
                    .getField("DIRECT")
                    .get(null);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /**
     * Makes a file, in place of one that is there; returns when it is on the disk.
     *
     * @param isUrgent while somebody waits for the file
     */
    static void make(Disk disk, Path path, long bytes, BooleanSupplier isUrgent) throws IOException {
        long blocks = bytes / FrameFile.BLOCK_BYTES * FrameFile.BLOCK_BYTES;
        boolean isDirect = DIRECT != null && blocks > 0 && makeDirect(disk, path, blocks, isUrgent);
        if (isDirect && blocks == bytes) {
            return;
        }
        try (FileChannel channel = disk.open(path, isDirect ? MORE : ANEW)) {
            fill(channel, isDirect ? blocks : 0, bytes, true, isUrgent);
        }
    }

    /** Returns false when the file system cannot do that. */
    private static boolean makeDirect(Disk disk, Path path, long bytes, BooleanSupplier isUrgent) throws IOException {
        OpenOption[] options = Arrays.copyOf(ANEW, ANEW.length + 1);
        options[ANEW.length] = DIRECT;
        try (FileChannel channel = disk.open(path, options)) {
            try {
                fill(channel, 0, bytes, false, isUrgent);
                return true;
            } catch (IOException e) {
                if (channel.size() > 0) {
                    throw e;
                }
                return false;
            }
        } catch (UnsupportedOperationException | FileSystemException e) {
            return false;
        }
    }

    /** @param isForced each time, since what is in the cache is not on its way to the disk yet */
    private static void fill(FileChannel channel, long from, long to, boolean isForced, BooleanSupplier isUrgent)
            throws IOException {
        ByteBuffer zeros = ZEROS.duplicate();
        for (long at = from; at < to; ) {
            long begin = System.nanoTime();
            zeros.clear().limit((int) Math.min(AT_ONCE_BYTES, to - at));
            at += channel.write(zeros, at);
            if (isForced) {
                channel.force(false);
            }
            if (!isUrgent.getAsBoolean()) {
                LockSupport.parkNanos(PAUSE * (System.nanoTime() - begin));
            }
        }
        channel.force(true);
    }
}
