package junretsu.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The body of a request, whole. Its array is pooled: it belongs to the request until that is answered and must not be
 * touched afterwards. Not thread-safe.
 */
public final class Body {
    static final Body EMPTY = new Body(new byte[0], 0);

    private final byte[] array;
    private final int length;

    Body(byte[] array, int length) {
        this.array = array;
        this.length = length;
    }

    /** Holds the body from index 0 on; longer than the body is. */
    public byte[] array() {
        return array;
    }

    /** Bytes of the body. */
    public int length() {
        return length;
    }

    /**
     * The body as text; a copy.
     *
     * @throws BadRequest when it is not UTF-8
     */
    public String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(array, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest("the body is not UTF-8");
        }
    }
}
