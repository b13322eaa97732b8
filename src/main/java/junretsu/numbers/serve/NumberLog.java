package junretsu.numbers.serve;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntPredicate;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.LockedFile;
import junretsu.base.Opened;
import junretsu.config.IoReason;
import junretsu.config.StartException;
import junretsu.numbers.NumberWire;

/**
 * The file that gets each new number once, nine digits and LF. Any thread may append; a batch is written under a lock.
 *
 * <p>The file ends with a whole line after each write, and is cut back to its last whole line when the disk takes no
 * more. The kernel writes page by page, and looks between two pages whether it is to kill the process; {@link #resume}
 * cuts off the incomplete line that this can leave. With {@link LogWrites#PAGE} a write goes up to the last whole line
 * before a page's end, and begins with the line that reaches into the next page: what is then exposed to a
 * {@code kill -9} is the moment between the few bytes of that line's beginning and the rest of the write.
 */
final class NumberLog implements Closeable {
    private static final int PAGE_BYTES = 4_096;

    private final Path path;
    private final Closeable file;
    private final FileChannel channel;
    private final LogWrites writes;
    private final Clock clock;
    private final long linesBefore;
    private final long writtenBeforeMs;

    /** Written under the lock; read without it by views, which must not wait for a slow disk. */
    private volatile long size;

    private volatile long writeNanos;
    private IOException failure;

    /**
     * @param file closed at the end, and the channel with it
     * @param size bytes that it holds, whole lines
     * @param clock by which the time in {@link #append} is measured
     */
    NumberLog(Path path, Closeable file, FileChannel channel, long size, LogWrites writes, Clock clock) {
        this(path, file, channel, size, 0, writes, clock);
    }

    private NumberLog(
            Path path,
            Closeable file,
            FileChannel channel,
            long size,
            long writtenBeforeMs,
            LogWrites writes,
            Clock clock) {
        this.path = path;
        this.file = file;
        this.channel = channel;
        this.size = size;
        this.writtenBeforeMs = writtenBeforeMs;
        linesBefore = size / NumberWire.LINE_BYTES;
        this.writes = writes;
        this.clock = clock;
    }

    /**
     * Makes the file, or empties an old log.
     *
     * @throws StartException when the file cannot be written, is in use or holds anything but numbers; it is left as it
     *     is then
     */
    static NumberLog create(Path path, LogWrites writes, Clock clock) throws StartException {
        return open(path, "write", writes, clock, channel -> {
            if (Files.isRegularFile(path)) {
                new OldLog(path, channel).requireNumbers();
            }
            channel.truncate(0);
            return 0;
        });
    }

    /**
     * Resumes an old log after its last whole line, or makes the file when there is none.
     *
     * @param known takes each number in it
     * @throws StartException when it cannot be read or written, is in use, is not a log of numbers, or has a number
     *     twice; it is left as it is then
     */
    static NumberLog resume(Path path, IntPredicate known, LogWrites writes, Clock clock) throws StartException {
        return open(path, "resume", writes, clock, channel -> {
            long whole = new OldLog(path, channel).readAll(known);
            channel.truncate(whole);
            return whole;
        });
    }

    /** The treatment of an open file that nobody else uses; returns the size that is kept, in bytes. */
    private interface Beginning {
        long begin(FileChannel channel) throws IOException, StartException;
    }

    private static NumberLog open(Path path, String what, LogWrites writes, Clock clock, Beginning beginning)
            throws StartException {
        try (Opened opened = new Opened()) {
            long writtenMs =
                    Files.exists(path) ? Files.getLastModifiedTime(path).toMillis() : 0;
            LockedFile file = opened.add(LockedFile.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
            if (file == null) {
                throw new StartException("the log " + path
                        + " is in use by another server; stop that one, or give this one its own --log");
            }
            long size = beginning.begin(file.channel());
            NumberLog log = new NumberLog(path, file, file.channel(), size, writtenMs, writes, clock);
            opened.keep();
            return log;
        } catch (IOException e) {
            throw StartException.of("cannot " + what + " the log " + path, e);
        }
    }

    /**
     * Writes whole lines, all of them or, when it fails, as many whole lines as went through.
     *
     * @param lines from its position to its limit; its position moves behind the lines that went through, also when it
     *     fails
     * @throws IOException when not all of them do; every later call fails too
     */
    synchronized void append(ByteBuffer lines) throws IOException {
        if (failure != null) {
            throw failure;
        }
        int end = lines.limit();
        long startedNanos = clock.nanoTime();
        try {
            while (lines.position() < end) {
                if (writes == LogWrites.PAGE) {
                    lines.limit(Math.min(end, lines.position() + upToPage()));
                }
                while (lines.hasRemaining()) {
                    size += channel.write(lines, size);
                }
            }
        } catch (IOException e) {
            failure = new IOException("cannot write the log " + path + ": " + IoReason.of(e), e);
            lines.position(lines.position() - (int) (size % NumberWire.LINE_BYTES));
            cutToWholeLines();
            throw failure;
        } finally {
            lines.limit(end);
            writeNanos += clock.nanoTime() - startedNanos;
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

    /** Time spent in writing; as long as the time since the start when the disk is the server's limit. */
    long writeNanos() {
        return writeNanos;
    }

    /** Lines that the file held before the first append. */
    long linesBefore() {
        return linesBefore;
    }

    /** Unix milliseconds at which the file was last written before this process; 0 for a new one. */
    long writtenBeforeMs() {
        return writtenBeforeMs;
    }

    /** Lines in the file. */
    long lines() {
        return size / NumberWire.LINE_BYTES;
    }

    /**
     * Closes the file. A write that is under way fails once the disk lets it; this method does not wait for its lock.
     */
    @Override
    public void close() throws IOException {
        file.close();
    }

    /**
     * Closes the file on a thread of its own, which a disk that hangs may delay.
     *
     * @return false when the file was not closed within that time
     */
    boolean close(long timeoutMs, DistinctErrors errors) {
        Thread closing = new Thread(() -> errors.close("the log", this), "number-log-closing");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(Math.max(1, timeoutMs));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !closing.isAlive();
    }

    /**
     * Returns the bytes up to the last whole line before the end of a page: the current page or, when no line fits
     * there, the next.
     */
    private int upToPage() {
        int room = PAGE_BYTES - (int) (size % PAGE_BYTES);
        int reach = room < NumberWire.LINE_BYTES ? room + PAGE_BYTES : room;
        return reach - reach % NumberWire.LINE_BYTES;
    }
}
