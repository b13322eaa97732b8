package junretsu.load.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One request's bytes, written into the same array again and again: a head that stays, and a body that may change.
 *
 * <pre>
 * POST /items HTTP/1.1\r\n Host: …\r\n … Content-Length:       6701\r\n \r\n [{"id":…
 * |<--------------------------- head ------- room for 10 digits ------->|<- body ->|
 * </pre>
 *
 * <p>The length is right-aligned in its room; the blanks before it are white space that a header's value may begin with
 * (RFC 9110, 5.5). Not thread-safe.
 */
public final class RequestBuffer {
    private static final int START_BYTES = 1_024;
    private static final int LENGTH_DIGITS = 10;
    private static final String BLANKS = " ".repeat(LENGTH_DIGITS);

    private byte[] bytes = new byte[START_BYTES];
    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int end;
    private int headEnd;
    private int lengthEnd;
    private boolean asksForHead;

    /**
     * Begins a request without a body.
     *
     * @param path with what stands behind the question mark, percent-encoded
     */
    public RequestBuffer begin(String method, HttpTarget target, String path) {
        end = 0;
        lengthEnd = 0;
        asksForHead = method.equals("HEAD");
        text(method).text(" ").text(path).text(" HTTP/1.1\r\nHost: ").text(target.host());
        text("\r\n\r\n");
        headEnd = end;
        return this;
    }

    /**
     * Begins a request whose body follows.
     *
     * @param type of the body, as in {@code application/json}
     */
    public RequestBuffer begin(String method, HttpTarget target, String path, String type) {
        begin(method, target, path);
        end -= 2;
        text("Content-Type: ").text(type).text("\r\nContent-Length: ").text(BLANKS);
        lengthEnd = end;
        text("\r\n\r\n");
        headEnd = end;
        return this;
    }

    /**
     * Adds a line to the head; to be called before there is a body.
     *
     * @param value of visible ASCII
     */
    public RequestBuffer header(String name, String value) {
        end -= 2;
        text(name).text(": ").text(value).text("\r\n\r\n");
        headEnd = end;
        return this;
    }

    /** Drops the body, so that another may follow the same head. */
    public RequestBuffer clearBody() {
        end = headEnd;
        return this;
    }

    /**
     * Makes room behind what is written.
     *
     * @return the array to write into from {@link #end} on; another one after each call
     */
    public byte[] room(int length) {
        if (bytes.length - end < length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + length));
            view = ByteBuffer.wrap(bytes);
        }
        return bytes;
    }

    /** The index behind the last byte written. */
    public int end() {
        return end;
    }

    /** Takes note of bytes written into {@link #room}. */
    public void end(int newEnd) {
        end = newEnd;
    }

    /** Appends a text in UTF-8; allocates. */
    public RequestBuffer text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, room(utf8.length), end, utf8.length);
        end += utf8.length;
        return this;
    }

    /** Length of the body in bytes. */
    public int bodyLength() {
        return end - headEnd;
    }

    boolean asksForHead() {
        return asksForHead;
    }

    /** The whole request, to be read from its position to its limit; valid until the next change. */
    ByteBuffer whole() {
        if (lengthEnd > 0) {
            writeLength();
        }
        return view.limit(end).position(0);
    }

    private void writeLength() {
        int rest = bodyLength();
        int at = lengthEnd;
        do {
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        Arrays.fill(bytes, lengthEnd - LENGTH_DIGITS, at, (byte) ' ');
    }
}
