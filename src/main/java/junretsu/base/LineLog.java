package junretsu.base;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file of ASCII lines that is only ever added to. A line is there whole or not at all: one that a crash cut short
 * is not among the lines and is cut off by the next append, and one that a full disk cuts short at once. A file that
 * is not of this kind is refused unchanged. One thread at a time.
 */
public final class LineLog implements Closeable {
    /** Bounds what a start reads into memory; hundreds of thousands of short lines. */
    static final int BYTES_MAX = 16 << 20;

    private final Path path;
    private final FileChannel channel;
    private final List<String> linesAtOpen;
    private long end;

    private LineLog(Path path, FileChannel channel, String wholeLines) {
        this.path = path;
        this.channel = channel;
        linesAtOpen = wholeLines.lines().toList();
        end = wholeLines.length();
    }

    /**
     * Opens a file, making it when it is missing.
     *
     * @throws IOException when it cannot be read, is longer than 16 MiB or holds a byte that is not ASCII
     */
    public static LineLog open(Path path) throws IOException {
        try (Opened opened = new Opened()) {
            FileChannel channel = opened.add(FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
            String text = read(path, channel);
            opened.keep();
            return new LineLog(path, channel, text.substring(0, text.lastIndexOf('\n') + 1));
        }
    }

    /**
     * Reads the lines that stood in the file when it was opened, one after another.
     *
     * @param what the file is, as in {@code a list of rounds}
     * @param reader takes the words of a line; throws an unchecked exception when it is not of its kind
     * @throws IOException naming the file and the line, when the reader throws
     */
    public void read(String what, Consumer<String[]> reader) throws IOException {
        for (int i = 0; i < linesAtOpen.size(); i++) {
            try {
                reader.accept(linesAtOpen.get(i).split(" "));
            } catch (RuntimeException e) {
                throw new IOException(path + " is not " + what + ": see its line " + (i + 1) + "; move it away", e);
            }
        }
    }

    /** The whole lines that stood in the file when it was opened, without their line breaks. */
    List<String> linesAtOpen() {
        return linesAtOpen;
    }

    /**
     * Adds a line, which the kernel then holds: it outlives the process, but a power cut can take it.
     *
     * @param line of ASCII, without a line break
     * @throws IOException when it could not be written, or the file would be longer than 16 MiB; no part of it is
     *     there then
     */
    public void append(String line) throws IOException {
        append(line, false);
    }

    /** Adds a line as {@link #append(String)} does, and returns once it is on the disk. */
    public void appendForced(String line) throws IOException {
        append(line, true);
    }

    private void append(String line, boolean isForced) throws IOException {
        ByteBuffer bytes = StandardCharsets.US_ASCII.encode(line + '\n');
        if (end + bytes.remaining() > BYTES_MAX) {
            throw new IOException(path + " has its greatest length, " + BYTES_MAX + " bytes");
        }
        channel.truncate(end);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
            if (isForced) {
                channel.force(false);
            }
        } catch (IOException e) {
            cutToWholeLines(e);
            throw e;
        }
        end += bytes.limit();
    }

    private void cutToWholeLines(IOException cause) {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static String read(Path path, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size > BYTES_MAX) {
            throw new IOException(path + " is " + size + " bytes long, more than the " + BYTES_MAX
                    + " that such a file may have; move it away");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            continue;
        }
        bytes.flip();
        for (int i = 0; i < bytes.limit(); i++) {
            if (bytes.get(i) < 0) {
                throw new IOException(
                        path + " is not a text of ASCII lines: see its byte " + (i + 1) + "; move it away");
            }
        }
        return StandardCharsets.US_ASCII.decode(bytes).toString();
    }
}
