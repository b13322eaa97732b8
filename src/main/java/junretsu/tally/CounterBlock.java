package junretsu.tally;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;

/**
 * One thread's counters, as a page of the counter file; nothing else holds them. Offsets in bytes, each cell a
 * little-endian 64-bit integer:
 *
 * <pre>
 *      0  votes of button 0
 *         ...
 *   2040  votes of button 255
 *   2048  datagrams       as far as they could be seen, empty ones too
 *   2056  rejected        votes for a button that the event does not have
 *   2064  empty           datagrams of 0 bytes
 *   2072  packets         taken from the kernel, which may join datagrams
 *   2080  unused, 0
 *   2176  kernel drops    packets dropped on this block's socket; on a cache line that no receiver writes
 *   2184  unused, 0       up to 4096
 * </pre>
 *
 * Every cell has one writer: the receiver's thread, but for the kernel drops, which the sampler's thread writes. A
 * plain aligned 64-bit store never tears, and since the page cache holds the page, a store survives {@code kill -9}. Opaque
 * access keeps the stores in the program and in order for each cell; a reader may see the cells of one block at slightly
 * different moments, never a vote too many.
 */
public final class CounterBlock {
    /** Cells that count votes; the cell's index is the button. */
    public static final int BUTTONS = 256;

    public static final int DATAGRAMS = 256;
    public static final int REJECTED = 257;
    public static final int EMPTY = 258;
    public static final int PACKETS = 259;
    public static final int KERNEL_DROPS = 272;

    /** A page, so that no two threads share one. */
    static final int BYTES = 4096;

    private static final VarHandle CELL = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final MappedByteBuffer file;
    private final int offset;

    CounterBlock(MappedByteBuffer file, int offset) {
        this.file = file;
        this.offset = offset;
    }

    /** To be called by the cell's one writer. */
    public void add(int cell, long n) {
        int at = offset + (cell << 3);
        CELL.setOpaque(file, at, (long) CELL.getOpaque(file, at) + n);
    }

    /** To be called by the cell's one writer. */
    public void set(int cell, long value) {
        CELL.setOpaque(file, offset + (cell << 3), value);
    }

    /** May be called by any thread. */
    public long get(int cell) {
        return (long) CELL.getOpaque(file, offset + (cell << 3));
    }
}
