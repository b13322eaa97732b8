package junretsu.items.set;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** SipHash-2-4-128 as the paper says it, byte by byte, to hold the fast one against. */
final class PlainSipHash {
    private final long[] v;

    private PlainSipHash(long k0, long k1) {
        v = new long[] {k0, k1, k0, k1};
        byte[] constant = "somepseudorandomlygeneratedbytes".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 4; i++) {
            v[i] ^= new BigInteger(1, Arrays.copyOfRange(constant, 8 * i, 8 * i + 8)).longValue();
        }
        v[1] ^= 0xee;
    }

    static long[] hash(long k0, long k1, byte[] message) {
        PlainSipHash state = new PlainSipHash(k0, k1);
        ByteBuffer padded = ByteBuffer.allocate(message.length / 8 * 8 + 8).order(ByteOrder.LITTLE_ENDIAN);
        padded.put(message).put(padded.capacity() - 1, (byte) message.length).rewind();
        while (padded.hasRemaining()) {
            long word = padded.getLong();
            state.v[3] ^= word;
            state.rounds(2);
            state.v[0] ^= word;
        }
        state.v[2] ^= 0xee;
        long first = state.rounds(4);
        state.v[1] ^= 0xdd;
        return new long[] {first, state.rounds(4)};
    }

    private long rounds(int count) {
        for (int i = 0; i < count; i++) {
            mix(0, 1, 13, true);
            mix(2, 3, 16, false);
            mix(2, 1, 17, true);
            mix(0, 3, 21, false);
        }
        return v[0] ^ v[1] ^ v[2] ^ v[3];
    }

    /** Half of the paper's figure 2.1: adds, rotates and exclusive-ors a pair; the sum is turned by half a word. */
    private void mix(int sum, int other, int bits, boolean isTurned) {
        v[sum] += v[other];
        v[other] = v[other] << bits | v[other] >>> 64 - bits;
        v[other] ^= v[sum];
        v[sum] = isTurned ? v[sum] << 32 | v[sum] >>> 32 : v[sum];
    }
}
