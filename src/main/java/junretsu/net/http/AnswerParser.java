package junretsu.net.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads one answer after the other as its bytes come (RFC 9112). Stricter than it must be: a body has a length or is
 * chunked, since the end of a connection does not tell a whole answer from one that was cut. For one thread.
 */
final class AnswerParser {
    private static final int HEAD_BYTES_MAX = 16 << 10;
    private static final byte[] NOTHING = {};

    /** The thing that comes next. */
    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        DONE
    }

    private final int bodyBytesMax;
    private byte[] line = new byte[256];
    private int lineLength;
    private int headBytes;
    private List<String> headers = new ArrayList<>();
    private Part part;
    private boolean isHead;
    private boolean hasBegun;
    private int status;
    private byte[] body;
    private int bodyLength;

    /** Bytes of the body, or of the chunk under way, that are still to come. */
    private long left;

    /** @param bodyBytesMax a longer body is a fault */
    AnswerParser(int bodyBytesMax) {
        this.bodyBytesMax = bodyBytesMax;
        begin(false);
    }

    /** @param toHead whether HEAD was asked, so that no body follows whatever the headers say */
    void begin(boolean toHead) {
        isHead = toHead;
        hasBegun = false;
        beginHead();
    }

    private void beginHead() {
        part = Part.HEAD;
        status = 0;
        headers = new ArrayList<>();
        headBytes = 0;
        lineLength = 0;
        body = NOTHING;
        bodyLength = 0;
    }

    /** Returns true once a byte of the answer has come. */
    boolean hasBegun() {
        return hasBegun;
    }

    /**
     * Reads on, up to the end of the answer.
     *
     * @return the answer when it is whole; null when more of it is to come
     * @throws IOException when this is no proper answer
     */
    HttpAnswer take(ByteBuffer bytes) throws IOException {
        hasBegun |= bytes.hasRemaining();
        while (part != Part.DONE) {
            boolean goesOn = part == Part.BODY || part == Part.CHUNK ? takeBody(bytes) : takeLine(bytes);
            if (!goesOn) {
                return null;
            }
        }
        byte[] whole = bodyLength == body.length ? body : Arrays.copyOf(body, bodyLength);
        return new HttpAnswer(status, List.copyOf(headers), whole);
    }

    /** Returns true when the server will close the connection behind this answer. */
    boolean isLast() {
        String connection = find("connection");
        return connection != null && connection.toLowerCase(Locale.ROOT).contains("close");
    }

    private boolean takeBody(ByteBuffer bytes) {
        int length = (int) Math.min(left, bytes.remaining());
        if (bodyLength + length > body.length) {
            body = Arrays.copyOf(body, Math.max(bodyLength + length, 2 * body.length));
        }
        bytes.get(body, bodyLength, length);
        bodyLength += length;
        left -= length;
        if (left == 0) {
            part = part == Part.BODY ? Part.DONE : Part.CHUNK_END;
        }
        return left == 0;
    }

    private boolean takeLine(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                int length = lineLength > 0 && line[lineLength - 1] == '\r' ? lineLength - 1 : lineLength;
                lineLength = 0;
                onLine(new String(line, 0, length, StandardCharsets.ISO_8859_1));
                return true;
            }
            if (++headBytes > HEAD_BYTES_MAX) {
                throw new IOException("its answer has more than " + HEAD_BYTES_MAX + " bytes of headers");
            }
            if (lineLength == line.length) {
                line = Arrays.copyOf(line, 2 * lineLength);
            }
            line[lineLength++] = next;
        }
        return false;
    }

    private void onLine(String text) throws IOException {
        switch (part) {
            case HEAD -> onHeadLine(text);
            case CHUNK_SIZE -> onChunkSize(text);
            case CHUNK_END -> {
                if (!text.isEmpty()) {
                    throw new IOException("its answer has a chunk that is longer than it says");
                }
                part = Part.CHUNK_SIZE;
                headBytes = 0;
            }
            default -> part = text.isEmpty() ? Part.DONE : Part.TRAILER;
        }
    }

    private void onHeadLine(String text) throws IOException {
        if (status == 0) {
            status = status(text);
        } else if (text.isEmpty()) {
            endHead();
        } else {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw new IOException("its answer has a header without a name");
            }
            headers.add(text.substring(0, colon));
            headers.add(text.substring(colon + 1).strip());
        }
    }

    private static int status(String text) throws IOException {
        boolean isStatus = text.startsWith("HTTP/1.1 ") && text.length() >= 12 && text.charAt(9) >= '1';
        for (int i = 9; isStatus && i < 12; i++) {
            isStatus = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!isStatus) {
            throw new IOException("its answer is not HTTP/1.1");
        }
        return Integer.parseInt(text.substring(9, 12));
    }

    private void endHead() throws IOException {
        String length = find("content-length");
        String coding = find("transfer-encoding");
        headBytes = 0;
        if (status < 200) {
            beginHead();
        } else if (isHead || status == 204 || status == 304) {
            part = Part.DONE;
        } else if (coding != null) {
            if (!coding.equalsIgnoreCase("chunked") || length != null) {
                throw new IOException("its answer has a transfer coding other than chunked");
            }
            part = Part.CHUNK_SIZE;
        } else if (length != null) {
            expect(number(length, 10), Part.BODY);
            body = new byte[(int) left];
            part = left == 0 ? Part.DONE : Part.BODY;
        } else {
            throw new IOException("its answer does not say how long it is");
        }
    }

    private void onChunkSize(String text) throws IOException {
        int end = text.indexOf(';');
        expect(number((end < 0 ? text : text.substring(0, end)).strip(), 16), Part.CHUNK);
        part = left == 0 ? Part.TRAILER : part;
    }

    private void expect(long bytes, Part next) throws IOException {
        if (bytes > bodyBytesMax - bodyLength) {
            throw new IOException("its answer has a body of more than " + bodyBytesMax + " bytes");
        }
        left = bytes;
        part = next;
    }

    private static long number(String text, int radix) throws IOException {
        try {
            if (!text.isEmpty() && Character.digit(text.charAt(0), radix) >= 0) {
                return Long.parseLong(text, radix);
            }
        } catch (NumberFormatException e) {
            throw new IOException("its answer has a wrong length", e);
        }
        throw new IOException("its answer has a wrong length");
    }

    /** The value of a header of this head; null when there is none. */
    private String find(String name) {
        String found = null;
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equalsIgnoreCase(name)) {
                found = found == null ? headers.get(i + 1) : found + "," + headers.get(i + 1);
            }
        }
        return found;
    }
}
