package junretsu.load.socket;

import java.nio.ByteBuffer;

/**
 * A client's frames: whole messages, each masked with a key of its own (RFC 6455, 5.3). The keys are to be
 * unforeseeable so that a page cannot make a browser send what a proxy takes for a request (10.3); nobody else chooses
 * what a load sends, so they come from a quick generator here (xorshift64, G. Marsaglia, 2003). Not thread-safe.
 */
public final class FrameWriter {
    /** The bytes that a frame has beside its payload, at most. */
    public static final int OVERHEAD_BYTES = 14;

    private static final int FIN = 0x80;
    private static final int MASK = 0x80;
    private static final int LENGTH_MAX = 125;
    private static final int LENGTH_OF_2_BYTES = 126;
    private static final int LENGTH_OF_8_BYTES = 127;

    private long state;

    /** @param seed of the keys */
    public FrameWriter(long seed) {
        state = seed == 0 ? 1 : seed;
    }

    /**
     * Writes a message as one frame.
     *
     * @param out with room for the payload and {@link #OVERHEAD_BYTES}
     */
    void write(int opcode, byte[] payload, int length, ByteBuffer out) {
        out.put((byte) (FIN | opcode));
        if (length <= LENGTH_MAX) {
            out.put((byte) (MASK | length));
        } else if (length <= 0xffff) {
            out.put((byte) (MASK | LENGTH_OF_2_BYTES)).putShort((short) length);
        } else {
            out.put((byte) (MASK | LENGTH_OF_8_BYTES)).putLong(length);
        }
        int key = nextKey();
        out.putInt(key);
        for (int i = 0; i < length; i++) {
            out.put((byte) (payload[i] ^ key >>> 24 - 8 * (i & 3)));
        }
    }

    private int nextKey() {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return (int) (state >>> 16);
    }
}
