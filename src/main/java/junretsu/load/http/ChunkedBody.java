package junretsu.load.http;

/**
 * A chunked body (RFC 9112, 7.1) while it arrives: sizes and line ends are taken out where it lies, extensions and
 * trailers are passed over. Allocates nothing; not thread-safe.
 */
final class ChunkedBody {
    private static final int SIZE_LINE_MAX = 4_096;

    private enum State {
        SIZE,
        DATA,
        DATA_END,
        TRAILER
    }

    private State state;
    private int next;
    private int bodyEnd;
    private int left;

    /** @param start index of the first chunk's size */
    void begin(int start) {
        state = State.SIZE;
        next = start;
        bodyEnd = start;
        left = 0;
    }

    /** The end of what has been taken out so far. */
    int bodyEnd() {
        return bodyEnd;
    }

    /** The index of the first byte that was not read; behind the body when it is whole. */
    int next() {
        return next;
    }

    /**
     * Reads on.
     *
     * @param filled end of what has arrived
     * @return whether the body is whole
     */
    boolean read(byte[] bytes, int filled) throws MalformedAnswer {
        while (true) {
            if (state == State.DATA) {
                takeData(bytes, filled);
                if (left > 0) {
                    return false;
                }
                state = State.DATA_END;
            }
            int end = lineEnd(bytes, filled);
            if (end < 0) {
                return false;
            }
            int length = end - next - (end > next + 1 && bytes[end - 2] == '\r' ? 2 : 1);
            boolean isLast = state == State.TRAILER && length == 0;
            takeLine(bytes, length);
            next = end;
            if (isLast) {
                return true;
            }
        }
    }

    private void takeData(byte[] bytes, int filled) {
        int count = Math.min(left, filled - next);
        System.arraycopy(bytes, next, bytes, bodyEnd, count);
        next += count;
        bodyEnd += count;
        left -= count;
    }

    private void takeLine(byte[] bytes, int length) throws MalformedAnswer {
        if (state == State.SIZE) {
            left = size(bytes, length);
            state = left == 0 ? State.TRAILER : State.DATA;
        } else if (state == State.DATA_END) {
            if (length != 0) {
                throw new MalformedAnswer("a chunk longer than its size");
            }
            state = State.SIZE;
        }
    }

    private int lineEnd(byte[] bytes, int filled) throws MalformedAnswer {
        for (int at = next; at < filled; at++) {
            if (bytes[at] == '\n') {
                return at + 1;
            }
        }
        if (filled - next > SIZE_LINE_MAX) {
            throw new MalformedAnswer("a chunk without a size");
        }
        return -1;
    }

    private int size(byte[] bytes, int length) throws MalformedAnswer {
        int size = 0;
        int digits = 0;
        while (digits < length && Character.digit(bytes[next + digits], 16) >= 0) {
            size = 16 * size + Character.digit(bytes[next + digits], 16);
            digits++;
        }
        boolean isEnded = digits == length || bytes[next + digits] == ';' || bytes[next + digits] == ' ';
        if (digits == 0 || digits > 7 || !isEnded) {
            throw new MalformedAnswer("a chunk without a size");
        }
        return size;
    }
}
