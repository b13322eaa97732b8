package junretsu.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Follows replies in RESP2 as they pass, and ends the stream with an error where one promises more than this process
 * should hold. The parser that reads from it allocates what is promised, and recurses for each array within an array.
 *
 * <pre>
 *   +text CRLF   -error CRLF   :number CRLF   $bytes CRLF ... CRLF   *elements CRLF element ...
 *   -1 bytes or elements: null
 * </pre>
 */
final class ReplyLimits extends FilterInputStream {
    static final int BYTES_MAX = 16 << 20;
    static final int ELEMENTS_MAX = 1 << 20;
    static final int DEPTH_MAX = 16;

    private static final int BETWEEN = 0;

    /** Elements still to come of each array that is under way, the outermost first. */
    private final long[] open = new long[DEPTH_MAX];

    private int depth;
    private long bytes;
    private long elements;
    private int type = BETWEEN;
    private long length;
    private boolean isNull;
    private long skip;

    ReplyLimits(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        if (one >= 0) {
            follow(new byte[] {(byte) one}, 0, 1);
        }
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int size) throws IOException {
        int count = in.read(into, offset, size);
        if (count > 0) {
            follow(into, offset, offset + count);
        }
        return count;
    }

    private void follow(byte[] from, int start, int end) throws IOException {
        int at = start;
        while (at < end) {
            if (skip > 0) {
                long step = Math.min(skip, end - at);
                skip -= step;
                at += (int) step;
                if (skip == 0) {
                    elementEnds();
                }
            } else {
                count(1);
                header(from[at++]);
            }
        }
    }

    private void header(byte next) throws IOException {
        if (type == BETWEEN) {
            require("+-:$*".indexOf(next) >= 0, "a reply that is not RESP2");
            type = next;
            length = 0;
            isNull = false;
        } else if (next == '\n') {
            headerEnds();
        } else if (next != '\r' && (type == '$' || type == '*')) {
            isNull |= next == '-';
            require(next == '-' || (next >= '0' && next <= '9'), "a length that is not a number");
            length = next == '-' ? 0 : length * 10 + (next - '0');
            require(length <= BYTES_MAX, "a reply that promises more than " + BYTES_MAX + " bytes or elements");
        }
    }

    private void headerEnds() throws IOException {
        boolean isBulk = type == '$' && !isNull;
        boolean isArray = type == '*' && !isNull && length > 0;
        type = BETWEEN;
        if (isBulk) {
            skip = length + 2;
            count(skip);
        } else if (isArray) {
            elements += length;
            require(elements <= ELEMENTS_MAX, "a reply of more than " + ELEMENTS_MAX + " elements");
            require(depth < DEPTH_MAX, "a reply nested deeper than " + DEPTH_MAX + " arrays");
            open[depth++] = length;
        } else {
            elementEnds();
        }
    }

    private void elementEnds() {
        while (depth > 0 && --open[depth - 1] == 0) {
            depth--;
        }
        if (depth == 0) {
            bytes = 0;
            elements = 0;
        }
    }

    private void count(long more) throws IOException {
        bytes += more;
        require(bytes <= BYTES_MAX, "a reply of more than " + BYTES_MAX + " bytes");
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }
}
