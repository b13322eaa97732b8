package junretsu.numbers.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import junretsu.config.StartException;
import junretsu.numbers.NumberWire;

/** The log that a server finds when it starts. It is only read here. To be used by one thread. */
final class OldLog {
    private static final int READ_BYTES = 1 << 20;

    /** Looked at on each end of the file: as many whole lines as a page holds. */
    private static final int END_BYTES = 4_096 - 4_096 % NumberWire.LINE_BYTES;

    private final Path path;
    private final FileChannel channel;

    OldLog(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Requires a file that may be emptied: one without a byte, or one that begins and ends with lines of nine digits.
     * The last line may be incomplete, as a crash leaves it.
     *
     * @throws StartException when the file holds anything else
     */
    void requireNumbers() throws IOException, StartException {
        long size = channel.size();
        long last = Math.max(0, size - END_BYTES);
        boolean isLog = size == 0
                || size >= NumberWire.LINE_BYTES && isNumbers(0) && isNumbers(last - last % NumberWire.LINE_BYTES);
        if (!isLog) {
            throw new StartException(
                    "'" + path + "' is not a numbers log, so it is left as it is: not all of its lines are nine"
                            + " digits; give another file as --log, or move this one away");
        }
    }

    /** Returns true when the first or the last whole line is nine digits, as of a log that may be damaged between. */
    boolean seemsNumbers() throws IOException {
        return isNumber(0) || isNumber(channel.size() / NumberWire.LINE_BYTES - 1);
    }

    /** Returns true when there is no whole line yet: no byte, or the digits that a crash left of the first. */
    boolean isBegun() throws IOException {
        ByteBuffer bytes = little(NumberWire.LINE_BYTES);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
        boolean isBegun = bytes.hasRemaining();
        bytes.flip();
        while (isBegun && bytes.hasRemaining()) {
            byte digit = bytes.get();
            isBegun = digit >= '0' && digit <= '9';
        }
        return isBegun;
    }

    private boolean isNumber(long line) throws IOException {
        ByteBuffer bytes = little(NumberWire.LINE_BYTES);
        while (line >= 0
                && bytes.hasRemaining()
                && channel.read(bytes, line * NumberWire.LINE_BYTES + bytes.position()) >= 0) {}
        int[] numbers = new int[2];
        LineParser parser = new LineParser(false, false);
        return parser.parse(bytes.flip(), numbers) == LineParser.Stop.MORE && parser.count() == 1;
    }

    /**
     * Reads all numbers.
     *
     * @param known takes each number, in order; returns false for one that was in the log before
     * @return the end of the last whole line, in bytes
     * @throws StartException when a line is not nine digits, or has a number for the second time
     */
    long readAll(IntPredicate known) throws IOException, StartException {
        ByteBuffer buffer = little(READ_BYTES);
        LineParser parser = new LineParser(false, false);
        int[] numbers = new int[4_096];
        long line = 0;
        while (channel.read(buffer) >= 0) {
            buffer.flip();
            do {
                LineParser.Stop stop = parser.parse(buffer, numbers);
                for (int i = 0; i < parser.count(); i++) {
                    line++;
                    if (!known.test(numbers[i])) {
                        throw refused(line, "repeats a number");
                    }
                }
                if (stop != LineParser.Stop.MORE) {
                    throw refused(line + 1, "is not nine digits");
                }
            } while (parser.count() == numbers.length);
            buffer.compact();
        }
        return line * NumberWire.LINE_BYTES;
    }

    /** Looks at the lines from there on, up to a page of them. */
    private boolean isNumbers(long begin) throws IOException {
        ByteBuffer buffer = little(END_BYTES + NumberWire.LINE_BYTES);
        while (buffer.hasRemaining() && channel.read(buffer, begin + buffer.position()) >= 0) {}
        LineParser parser = new LineParser(false, false);
        return parser.parse(buffer.flip(), new int[END_BYTES / NumberWire.LINE_BYTES + 2]) == LineParser.Stop.MORE;
    }

    private StartException refused(long line, String what) {
        return new StartException(
                "cannot resume '" + path + "': line " + line + " " + what + ", so it is not a numbers log");
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
