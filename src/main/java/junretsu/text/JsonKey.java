package junretsu.text;

import static junretsu.text.JsonScanner.LONG;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A key that a reader is compared with. Keys of up to 7 bytes are one word, so that comparing them is comparing words;
 * longer ones have a hash for their word, which is keyed anew in each process, so that no sender can choose keys that
 * collide. Immutable.
 *
 * <pre>
 * up to 7 bytes   the bytes, the first one lowest, then 0 up to the highest byte, which is the length
 * more            a hash whose highest bit is 1
 * </pre>
 */
public final class JsonKey {
    private static final int SHORT_MAX = 7;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long SECRET = RANDOM.nextLong() | 1;
    private static final long SECRET_OF_SLOTS = RANDOM.nextLong() | 1;

    private final byte[] bytes;
    private final long word;

    private JsonKey(byte[] bytes) {
        this.bytes = bytes;
        this.word = word(bytes, 0, bytes.length);
    }

    /** Returns the key with these characters. */
    public static JsonKey of(String name) {
        return new JsonKey(name.getBytes(StandardCharsets.UTF_8));
    }

    long word() {
        return word;
    }

    boolean matches(byte[] other, int start, int length) {
        return Arrays.equals(bytes, 0, bytes.length, other, start, start + length);
    }

    /** Returns true for the words of short keys, which are equal only where the keys are, and false for hashes. */
    static boolean isExact(long word) {
        return word >= 0;
    }

    static long word(byte[] bytes, int start, int length) {
        if (length > SHORT_MAX) {
            return hash(bytes, start, length) | Long.MIN_VALUE;
        }
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = word << 8 | bytes[start + i] & 0xff;
        }
        return word | (long) length << 56;
    }

    /** Spreads a word over the slots of a table. */
    static int slot(long word, int mask) {
        return (int) (fold(word, SECRET_OF_SLOTS) >>> 20) & mask;
    }

    private static long hash(byte[] bytes, int start, int length) {
        int last = start + length - 8;
        long hash = fold(length ^ SECRET_OF_SLOTS, SECRET);
        for (int i = start; i < last; i += 8) {
            hash = fold(hash ^ (long) LONG.get(bytes, i), SECRET);
        }
        return fold(hash ^ (long) LONG.get(bytes, last), SECRET);
    }

    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ a * b;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
