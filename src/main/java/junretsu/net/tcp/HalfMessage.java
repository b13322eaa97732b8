package junretsu.net.tcp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of one connection that were received and not taken yet. It has no array while there are none, so that ten
 * thousand silent connections cost nothing. One thread.
 */
final class HalfMessage {
    private static final byte[] NONE = {};
    private static final int BYTES_MIN = 512;

    /** So many bytes are copied for each read without it being felt. */
    private static final int JOINED_MAX = 4 << 10;

    private byte[] bytes = NONE;
    private int length;

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    /** The bytes, from index 0 on; valid until the next change. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * Puts a short one in front of what will be received, so that both together are looked at where they lie.
     *
     * @return its length; 0 when it is too long for that
     */
    int joinTo(ByteBuffer input) {
        if (length > JOINED_MAX) {
            return 0;
        }
        input.put(bytes, 0, length);
        return length;
    }

    /** Adds what was received. */
    void add(byte[] received, int from, int to) {
        int needed = length + to - from;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.max(BYTES_MIN, 2 * length)));
        }
        System.arraycopy(received, from, bytes, length, to - from);
        length = needed;
    }

    /** Removes so many bytes from the beginning. */
    void remove(int count) {
        length -= count;
        if (length == 0) {
            bytes = NONE;
        } else {
            System.arraycopy(bytes, count, bytes, 0, length);
        }
    }

    void clear() {
        remove(length);
    }
}
