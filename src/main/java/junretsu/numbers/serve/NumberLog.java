package junretsu.numbers.serve;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntPredicate;
import junretsu.base.FileClaim;
import junretsu.base.StartException;
import junretsu.numbers.NumberWire;

/**
 * The file that gets each new number once, nine digits and LF. Any thread may append; a batch is written under a lock.
 *
 * <p>The file ends with a whole line after each write, and is cut back to its last whole line when the disk takes no more. A write
 * fills at most what is left of five pages, which are 2,048 lines: so a page is never written in two parts while numbers pour
 * in, which would have the kernel clear it first. Only a {@code kill -9} in the very microsecond in which the kernel goes from one of
 * these pages to the next can leave a half line; {@link #resume} cuts it off.
 */
final class NumberLog implements Closeable {
    /** The least common multiple of a page and a line. */
    private static final int CHUNK_BYTES = 20_480;

    private static final int READ_BYTES = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private long size;
    private IOException failure;

    private NumberLog(Path path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    /** Makes the file, or empties it. */
    static NumberLog create(Path path) throws StartException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            claim(channel, path);
            channel.truncate(0);
            return new NumberLog(path, channel, 0);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new StartException("cannot write the log " + path + ": " + reason(e), e);
        } catch (StartException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    /**
     * Goes on with a log, or makes it when there is none.
     *
     * @param known told of each number in it
     * @throws StartException when it is none of ours, or has a number twice; it is left as it is then
     */
    static NumberLog resume(Path path, IntPredicate known) throws StartException {
        if (Files.notExists(path)) {
            return create(path);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            claim(channel, path);
            long whole = read(channel, path, known);
            channel.truncate(whole);
            return new NumberLog(path, channel, whole);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new StartException("cannot go on with the log " + path + ": " + reason(e), e);
        } catch (StartException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    /**
     * Writes whole lines, all of them or, when it fails, as many whole lines as went through.
     *
     * @param lines from its position to its limit
     * @return how many bytes stand in the file now that did not before
     * @throws IOException when not all of them do; every later call fails too
     */
    synchronized void append(ByteBuffer lines) throws IOException {
        if (failure != null) {
            throw failure;
        }
        int end = lines.limit();
        try {
            while (lines.position() < end) {
                lines.limit(Math.min(end, lines.position() + toChunkEnd()));
                while (lines.hasRemaining()) {
                    size += channel.write(lines, size);
                }
            }
        } catch (IOException e) {
            failure = new IOException("cannot write the log " + path + ": " + reason(e), e);
            size -= size % NumberWire.LINE_BYTES;
            channel.truncate(size);
            throw failure;
        } finally {
            lines.limit(end);
        }
    }

    /** Lines in the file. */
    synchronized long lines() {
        return size / NumberWire.LINE_BYTES;
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    private int toChunkEnd() {
        return CHUNK_BYTES - (int) (size % CHUNK_BYTES);
    }

    private static void claim(FileChannel channel, Path path) throws IOException, StartException {
        if (!FileClaim.take(channel)) {
            throw new StartException(
                    "the log " + path + " is in use by another server; stop that one, or give this one its own --log");
        }
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

    private static String reason(IOException e) {
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "its directory does not exist";
        }
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        return e.getMessage();
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The sentence about the file is the one to tell.
        }
    }
}
