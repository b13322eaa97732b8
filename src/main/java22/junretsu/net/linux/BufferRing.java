package junretsu.net.linux;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import junretsu.base.Opened;

/**
 * Pieces of memory that the kernel takes as packets arrive, and that are given back when they have been looked at. To
 * be used by one thread.
 *
 * <pre>
 *   struct io_uring_buf, 16 bytes:  0 addr u64   8 len u32   12 bid u16   14 (of the first one: the ring's tail, u16)
 * </pre>
 */
final class BufferRing implements Closeable {
    private static final int ENTRY_BYTES = 16;
    private static final int TAIL = 14;

    private final int count;
    private final int bytesEach;
    private final Mapping entries;
    private final Mapping memory;
    private final ByteBuffer buffer;
    private int tail;

    /** @param count a power of two */
    BufferRing(Ring ring, int count, int bytesEach, int group) throws IOException {
        this.count = count;
        this.bytesEach = bytesEach;
        try (Opened opened = new Opened()) {
            entries = opened.add(Mapping.anonymous((long) count * ENTRY_BYTES));
            memory = opened.add(Mapping.anonymous((long) count * bytesEach));
            ring.registerBuffers(entries.address(), count, group);
            opened.keep();
        }
        buffer = memory.buffer();
        for (int i = 0; i < count; i++) {
            recycle(i);
        }
        publish();
    }

    /** All of them in one; number n begins at {@link #offset}. */
    ByteBuffer buffer() {
        return buffer;
    }

    int offset(int number) {
        return number * bytesEach;
    }

    long address(int number) {
        return memory.address() + (long) number * bytesEach;
    }

    /** Lets the kernel take this one again, from the next {@link #publish} on. */
    void recycle(int number) {
        long entry = entries.address() + (long) (tail & count - 1) * ENTRY_BYTES;
        Memory.putLong(entry, address(number));
        Memory.putInt(entry + 8, bytesEach);
        Memory.putShort(entry + 12, number);
        tail++;
    }

    void publish() {
        Memory.putShortRelease(entries.address() + TAIL, tail);
    }

    @Override
    public void close() {
        entries.close();
        memory.close();
    }
}
