package junretsu.net.linux.bpf;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory that a {@link FrameProgram} and its senders share: a slot for each sender that is at work. Offsets in a
 * slot in bytes:
 *
 * <pre>
 *     0  number   i64, of the next frame; the program counts it up
 *     8  begin    i64, the number of the frame that gets the first votes
 *    64  votes    65,536 bytes
 * </pre>
 *
 * The sender writes while no program runs on its slot.
 */
final class FrameMap implements Closeable {
    static final int NUMBER_AT = 0;
    static final int BEGIN_AT = 8;
    static final int VOTES_AT = 64;

    private static final int VOTES_BYTES = 1 << 16;

    /** Whole pages, so that slots lie in memory as the kernel has them. */
    private static final int SLOT_BYTES = 68 << 10;

    private static final int PORTS = 1 << 16;

    // linux/bpf.h
    private static final int BPF_MAP_TYPE_ARRAY = 2;
    private static final int BPF_F_MMAPABLE = 1 << 10;

    private final int descriptor;
    private final BpfCalls calls;
    private final MappedValues values;
    private final int slots;
    private final int addressBits;

    /**
     * Makes the memory.
     *
     * @param addressBits of a frame's number, by which its source address is chosen; its port is by those above
     */
    FrameMap(BpfCalls calls, int slots, int addressBits) throws IOException {
        this.calls = calls;
        this.slots = slots;
        this.addressBits = addressBits;
        descriptor = calls.createMap(
                BPF_MAP_TYPE_ARRAY, Integer.BYTES, SLOT_BYTES, slots, BPF_F_MMAPABLE, "junretsu_frames");
        try {
            values = calls.values(descriptor, (long) slots * SLOT_BYTES);
        } catch (IOException e) {
            calls.close(descriptor);
            throw e;
        }
    }

    /** Datagrams for which there is room, a power of two. */
    static int datagrams(int payload) {
        return Integer.highestOneBit(VOTES_BYTES / payload);
    }

    int descriptor() {
        return descriptor;
    }

    /** Returns a slot whose sources begin apart from those of the others; for one thread at a time. */
    Slot slot(int index) {
        ByteBuffer memory = values.bytes().slice(index * SLOT_BYTES, SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        memory.putLong(NUMBER_AT, (long) index * (PORTS / slots) << addressBits);
        return new Slot(index, memory);
    }

    @Override
    public void close() {
        values.close();
        calls.close(descriptor);
    }

    /** The memory of one sender. */
    record Slot(int index, ByteBuffer memory) {

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
}
