package junretsu.net.linux.bpf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory that a {@link FrameProgram} and its sender share. Offsets in bytes:
 *
 * <pre>
 *     0  number   i64, of the next frame; the program counts it up
 *     8  begin    i64, the number of the frame that gets the first votes
 *    64  votes    65,536 bytes
 * </pre>
 *
 * The sender writes while no program runs. For one thread.
 */
final class FrameMap {
    static final int NUMBER_AT = 0;
    static final int BEGIN_AT = 8;
    static final int VOTES_AT = 64;

    private static final int VOTES_BYTES = 1 << 16;
    private static final int BYTES = 68 << 10;

    // linux/bpf.h
    private static final int BPF_MAP_TYPE_ARRAY = 2;
    private static final int BPF_F_MMAPABLE = 1 << 10;

    private final int descriptor;
    private final ByteBuffer memory;

    /** @param first the number of the first frame */
    FrameMap(BpfCalls calls, long first) throws IOException {
        descriptor = calls.createMap(BPF_MAP_TYPE_ARRAY, Integer.BYTES, BYTES, 1, BPF_F_MMAPABLE, "junretsu_frames");
        try {
            memory = calls.values(descriptor, BYTES).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            calls.close(descriptor);
            throw e;
        }
        memory.putLong(NUMBER_AT, first);
    }

    /** Datagrams for which there is room, a power of two. */
    static int datagrams(int payload) {
        return Integer.highestOneBit(VOTES_BYTES / payload);
    }

    int descriptor() {
        return descriptor;
    }

    /** Sets the votes of the next frames. */
    void begin(ByteBuffer votes, int offset, int bytes) {
        memory.putLong(BEGIN_AT, memory.getLong(NUMBER_AT));
        memory.put(VOTES_AT, votes, offset, bytes);
    }

    /** The frames made since {@link #begin}. */
    int made() {
        return (int) (memory.getLong(NUMBER_AT) - memory.getLong(BEGIN_AT));
    }
}
