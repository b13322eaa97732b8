package junretsu.load.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One answer, read into the same array again and again. Content-Length, chunks (taken out of the body where it lies)
 * and bodies up to the end of the connection are understood (RFC 9112, 6.3); 1xx answers are passed over. Not
 * thread-safe.
 */
public final class HttpAnswer {
    private static final int START_BYTES = 16 << 10;
    private static final int HEAD_BYTES_MAX = 64 << 10;
    private static final int BYTES_MAX = 64 << 20;
    private static final byte[] STATUS_LINE = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = 9;
    private static final int STATUS_LINE_BYTES = 12;

    private final HeadLine line = new HeadLine();
    private final ChunkedBody chunks = new ChunkedBody();
    private byte[] bytes = new byte[START_BYTES];
    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int filled;
    private int headStart;
    private int searchedTo;
    private int bodyStart;
    private int bodyEnd;
    private int status;
    private long contentLength;
    private boolean chunked;
    private boolean keeps;
    private boolean asksForHead;
    private boolean whole;

    /** The status code, as in 200. */
    public int status() {
        return status;
    }

    /** Returns whether the status is 2xx. */
    public boolean isOk() {
        return status / 100 == 2;
    }

    /** The array that holds the body, from {@link #bodyStart} on; valid until the next request. */
    public byte[] bytes() {
        return bytes;
    }

    public int bodyStart() {
        return bodyStart;
    }

    public int bodyLength() {
        return bodyEnd - bodyStart;
    }

    /** The body as a text in UTF-8; allocates. */
    public String text() {
        return new String(bytes, bodyStart, bodyLength(), StandardCharsets.UTF_8);
    }

    void begin(boolean headOnly) {
        filled = 0;
        headStart = 0;
        searchedTo = 0;
        bodyStart = 0;
        bodyEnd = 0;
        status = 0;
        asksForHead = headOnly;
        whole = false;
    }

    /** Returns whether the server lets the connection be used again. */
    boolean keepsConnection() {
        return keeps;
    }

    boolean isWhole() {
        return whole;
    }

    /** Returns whether nothing has come yet. */
    boolean isEmpty() {
        return filled == 0;
    }

    /** The room for what comes next. */
    ByteBuffer room() throws MalformedAnswer {
        if (filled == bytes.length) {
            if (filled >= BYTES_MAX) {
                throw new MalformedAnswer("longer than 64 MiB");
            }
            bytes = Arrays.copyOf(bytes, 2 * filled);
            view = ByteBuffer.wrap(bytes);
        }
        return view.limit(bytes.length).position(filled);
    }

    /** Takes so many bytes that were put into {@link #room}. */
    void received(int count) throws MalformedAnswer {
        filled += count;
        while (bodyStart == 0 && findHeadEnd()) {
            readHead();
        }
        if (bodyStart > 0) {
            readBody();
        }
    }

    /** Takes note that the server has closed. */
    void ended() throws MalformedAnswer {
        boolean isUntilTheEnd = bodyStart > 0 && contentLength < 0 && !chunked;
        if (!isUntilTheEnd) {
            throw new MalformedAnswer("cut off");
        }
        bodyEnd = filled;
        keeps = false;
        whole = true;
    }

    private boolean findHeadEnd() throws MalformedAnswer {
        for (int i = Math.max(headStart + 3, searchedTo); i < filled; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                searchedTo = i + 1;
                return true;
            }
        }
        searchedTo = filled;
        if (filled - headStart > HEAD_BYTES_MAX) {
            throw new MalformedAnswer("a head longer than 64 KiB");
        }
        return false;
    }

    /** Reads the head that ends at {@code searchedTo}; a 1xx answer is followed by another head. */
    private void readHead() throws MalformedAnswer {
        int headEnd = searchedTo;
        readStatus();
        contentLength = -1;
        chunked = false;
        int at = line.end(bytes, headStart);
        while (at < headEnd - 2) {
            int lineEnd = line.end(bytes, at);
            readField(at, lineEnd - 2);
            at = lineEnd;
        }
        if (status < 200) {
            headStart = headEnd;
            return;
        }
        bodyStart = headEnd;
        bodyEnd = headEnd;
        if (asksForHead || status == 204 || status == 304) {
            contentLength = 0;
            chunked = false;
        }
        chunks.begin(headEnd);
    }

    private void readStatus() throws MalformedAnswer {
        boolean isHttp = filled - headStart > STATUS_LINE_BYTES
                && Arrays.equals(bytes, headStart, headStart + STATUS_LINE.length, STATUS_LINE, 0, STATUS_LINE.length);
        long code = isHttp ? line.number(bytes, headStart + STATUS_AT, headStart + STATUS_LINE_BYTES) : -1;
        if (code < 100) {
            throw new MalformedAnswer("no status line of HTTP/1");
        }
        status = (int) code;
        keeps = bytes[headStart + STATUS_LINE.length] != '0';
    }

    private void readField(int start, int end) throws MalformedAnswer {
        if (line.isNamed(bytes, start, end, "content-length:")) {
            contentLength = line.number(bytes, line.valueStart(), end);
            if (contentLength < 0 || contentLength > BYTES_MAX) {
                throw new MalformedAnswer("a Content-Length that is no length up to 64 MiB");
            }
        } else if (line.isNamed(bytes, start, end, "transfer-encoding:")) {
            chunked = line.contains(bytes, line.valueStart(), end, "chunked");
        } else if (line.isNamed(bytes, start, end, "connection:")) {
            keeps = keeps
                    ? !line.contains(bytes, line.valueStart(), end, "close")
                    : line.contains(bytes, line.valueStart(), end, "keep-alive");
        }
    }

    private void readBody() throws MalformedAnswer {
        if (chunked) {
            whole = chunks.read(bytes, filled);
            bodyEnd = chunks.bodyEnd();
            keeps &= !whole || chunks.next() == filled;
        } else if (contentLength >= 0) {
            long end = bodyStart + contentLength;
            whole = filled >= end;
            bodyEnd = (int) Math.min(filled, end);
            keeps &= filled <= end;
        }
    }
}
