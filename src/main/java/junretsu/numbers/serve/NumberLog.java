package junretsu.numbers.serve;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntPredicate;
import junretsu.base.LockedFile;
import junretsu.config.StartException;
import junretsu.numbers.NumberWire;

/**
 * The file that gets each new number once, nine digits and LF. Any thread may append; a batch is written under a lock.
 *
 * <p>The file ends with a whole line after each write, and is cut back to its last whole line when the disk takes no more. The
 * kernel writes page by page, and looks between two pages whether it is to kill the process. So a write goes up to the last whole line
 * before a page's end, and begins with the line that reaches into the next page: what is then exposed to a {@code kill -9} is the
 * moment between the few bytes of that line's beginning and the rest of the write. {@link #resume} cuts off the half line that this
 * can leave.
 */
final class NumberLog implements Closeable {
    private static final int PAGE_BYTES = 4_096;

    private static final int READ_BYTES = 1 << 20;

    private final Path path;
    private final LockedFile file;
    private final FileChannel channel;

    /** Written under the lock; read by those who show it, who must not wait for a slow disk. */
    private volatile long size;

    private volatile long writeNanos;
    private IOException failure;

    private NumberLog(Path path, LockedFile file, long size) {
        this.path = path;
        this.file = file;
        channel = file.channel();
        this.size = size;
    }

    /** Makes the file, or empties it. */
    static NumberLog create(Path path) throws StartException {
        LockedFile file = null;
        try {
            file = open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            file.channel().truncate(0);
            return new NumberLog(path, file, 0);
        } catch (IOException e) {
            closeQuietly(file);
            throw StartException.of("cannot write the log " + path, e);
        }
    }

    /**
     * Resumes a log, or makes it when there is none.
     *
     * @param known told of each number in it
     * @throws StartException when it is not a log of unique numbers; it is left as it is then
     */
    static NumberLog resume(Path path, IntPredicate known) throws StartException {
        if (Files.notExists(path)) {
            return create(path);
        }
        LockedFile file = null;
        try {
            file = open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            long whole = read(file.channel(), path, known);
            file.channel().truncate(whole);
            return new NumberLog(path, file, whole);
        } catch (IOException e) {
            closeQuietly(file);
            throw StartException.of("cannot go on with the log " + path, e);
        } catch (StartException e) {
            closeQuietly(file);
            throw e;
        }
    }

    /**
     * Writes whole lines, all of them or, when it fails, as many whole lines as went through.
     *
     * @param lines from its position to its limit
     * @throws IOException when not all of them do; every later call fails too
     */
    synchronized void append(ByteBuffer lines) throws IOException {
        if (failure != null) {
            throw failure;
        }
        int end = lines.limit();
        long startedNanos = System.nanoTime();
        try {
            while (lines.position() < end) {
                lines.limit(Math.min(end, lines.position() + atOnce()));
                while (lines.hasRemaining()) {
                    size += channel.write(lines, size);
                }
            }
        } catch (IOException e) {
            failure = new IOException("cannot write the log " + path + ": " + e.getMessage(), e);
            cutToWholeLines();
            throw failure;
        } finally {
            lines.limit(end);
            writeNanos += System.nanoTime() - startedNanos;
        }
    }

    private void cutToWholeLines() {
        size -= size % NumberWire.LINE_BYTES;
        try {
            channel.truncate(size);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Time spent in writing; as long as the time since the start when the disk is what holds the server up. */
    long writeNanos() {
        return writeNanos;
    }

    /** Lines in the file. */
    long lines() {
        return size / NumberWire.LINE_BYTES;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    /** Up to the last whole line before the end of a page: the one at hand or, when no line fits there, the next. */
    private int atOnce() {
        int room = PAGE_BYTES - (int) (size % PAGE_BYTES);
        int reach = room < NumberWire.LINE_BYTES ? room + PAGE_BYTES : room;
        return reach - reach % NumberWire.LINE_BYTES;
    }

    private static LockedFile open(Path path, OpenOption... options) throws IOException, StartException {
        LockedFile file = LockedFile.open(path, options);
        if (file == null) {
            throw new StartException(
                    "the log " + path + " is in use by another server; stop that one, or give this one its own --log");
        }
        return file;
    }

    /** @return where the last whole line ends */
    private static long read(FileChannel channel, Path path, IntPredicate known) throws IOException, StartException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        LineParser parser = new LineParser(false, false);
        int[] numbers = new int[4_096];
        long line = 0;
        while (channel.read(buffer) >= 0) {
            buffer.flip();
            do {
                if (parser.parse(buffer, numbers) != LineParser.Stop.MORE) {
                    throw new StartException("cannot go on with " + path + ": line " + (line + parser.count() + 1)
                            + " is not nine digits, so it is no log of unique numbers");
                }
                for (int i = 0; i < parser.count(); i++) {
                    line++;
                    if (!known.test(numbers[i])) {
                        throw new StartException("cannot go on with " + path + ": line " + line
                                + " has a number that stood there before, so it is no log of unique numbers");
                    }
                }
            } while (parser.count() == numbers.length);
            buffer.compact();
        }
        return line * NumberWire.LINE_BYTES;
    }

    private static void closeQuietly(LockedFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // The sentence about the file is the one to tell.
        }
    }
}
