package junretsu.tally;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;

/**
 * One thread's counters, as a page of the counter file; nothing else holds them. 512 cells, each a little-endian
 * 64-bit integer; their meaning is the service's, see {@link CellLayout}.
 *
 * <p>Every cell has one writer. A plain aligned 64-bit store never tears, and since the page cache holds the page, a
 * store survives {@code kill -9}. Opaque access keeps the stores in the program and in order for each cell; a reader
 * may see the cells of one block at slightly different moments, never a count too many.
 */
public final class CounterBlock {
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
