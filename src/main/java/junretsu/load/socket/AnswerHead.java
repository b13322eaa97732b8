package junretsu.load.socket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The head of an answer while it comes: everything up to the first empty line. Not thread-safe. */
final class AnswerHead {
    private static final int BYTES_MAX = 16 << 10;
    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private int matched;

    /**
     * Takes bytes up to the end of the head, and none behind it.
     *
     * @return whether it is whole
     * @throws MalformedFrame when it is longer than 16 KiB
     */
    boolean take(ByteBuffer in) throws MalformedFrame {
        while (in.hasRemaining() && matched < END.length) {
            byte next = in.get();
            bytes.write(next);
            matched = next == END[matched] ? matched + 1 : next == END[0] ? 1 : 0;
        }
        if (bytes.size() > BYTES_MAX) {
            throw new MalformedFrame("a head longer than 16 KiB");
        }
        return matched == END.length;
    }

    /** All that has come, as Latin-1. */
    String text() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
