package junretsu.items.set;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * SipHash-2-4 with 128 bits of result (Aumasson, Bernstein: <i>SipHash: a fast short-input PRF</i>, 2012, and the
 * reference code's {@code SipHash-2-4-128}). Pure.
 */
public final class SipHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Steps of two rounds behind the last word: two before the first half of the result, two before the second. */
    private static final int FINAL_STEPS = 4;

    private SipHash() {}

    /**
     * Writes the hash of a run of bytes to {@code out[at]} (the first eight bytes of the reference's result, little
     * endian) and {@code out[at + 1]}.
     *
     * @param k0 first half of the key, little endian
     * @throws IndexOutOfBoundsException when the run is not in the array
     */
    public static void hash(long k0, long k1, byte[] bytes, int from, int length, long[] out, int at) {
        Objects.checkFromIndexSize(from, length, bytes.length);
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL ^ 0xee;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        int words = length >>> 3;
        for (int step = 0; step <= words + FINAL_STEPS; step++) {
            long word = 0;
            if (step < words) {
                word = (long) LONG.get(bytes, from + (step << 3));
            } else if (step == words) {
                word = (long) length << 56 | rest(bytes, from, length);
            } else if (step == words + 1) {
                v2 ^= 0xee;
            } else if (step == words + 3) {
                out[at] = v0 ^ v1 ^ v2 ^ v3;
                v1 ^= 0xdd;
            }
            v3 ^= word;
            for (int round = 0; round < 2; round++) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32) + v3;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= word;
        }
        out[at + 1] = v0 ^ v1 ^ v2 ^ v3;
    }

    /** The bytes behind the last whole word, of which there are none to seven, as the low end of a word. */
    private static long rest(byte[] bytes, int from, int length) {
        int count = length & 7;
        if (length >= 8) {
            long last = (long) LONG.get(bytes, from + length - 8);
            return last >>> 8 >>> (7 - count << 3);
        }
        long rest = 0;
        for (int i = 0; i < count; i++) {
            rest |= (bytes[from + i] & 0xffL) << (i << 3);
        }
        return rest;
    }
}
