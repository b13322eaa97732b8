package junretsu.base;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file of ASCII lines that is only ever added to. A line is there whole or not at all: one that a crash cut short is cut off
 * when the file is opened, and one that a full disk cuts short at once. One thread at a time.
 */
public final class LineLog implements Closeable {
    private final FileChannel channel;
    private final List<String> linesAtOpen;

    private LineLog(FileChannel channel, List<String> linesAtOpen) {
        this.channel = channel;
        this.linesAtOpen = linesAtOpen;
    }

    /** Makes the file when it is missing. */
    public static LineLog open(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        channel.read(bytes, 0);
        String text = StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
        int whole = text.lastIndexOf('\n') + 1;
        channel.truncate(whole);
        return new LineLog(channel, text.substring(0, whole).lines().toList());
    }

    /** What stood in the file when it was opened. */
    public List<String> linesAtOpen() {
        return linesAtOpen;
    }

    /** @param line without a line break */
    public void append(String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.US_ASCII.encode(line + '\n');
        long end = channel.size();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
