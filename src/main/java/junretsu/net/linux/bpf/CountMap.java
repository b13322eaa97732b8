package junretsu.net.linux.bpf;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import junretsu.net.KernelCounts;

/**
 * The map into which the kernel's programs count: a page a CPU, and one more that says what the counts are for. Both
 * sides have it in memory. On one CPU one program runs at a time, so an increment is a plain load and store; readers
 * add the pages up. Offsets within a CPU's page in bytes:
 *
 * <pre>
 *      0  bytes of value 0
 *         ...
 *   2040  bytes of value 255
 *   2048  datagrams
 *   2056  empty        datagrams of 0 bytes
 *   2064  packets      which may join datagrams
 *   2072  limited      bytes of sources that were over their rate
 *   2080  filtered     packets among those above that the filter of a socket of an even generation took
 *   2088  filtered     the same of an odd one
 * </pre>
 *
 * The page behind them is {@link MapHeader}'s. Any thread may read.
 */
final class CountMap implements Closeable {
    static final int PAGE_BYTES = 4096;

    static final int DATAGRAMS = KernelCounts.DATAGRAMS;
    static final int EMPTY = KernelCounts.EMPTY;
    static final int PACKETS = KernelCounts.PACKETS;
    static final int LIMITED = KernelCounts.LIMITED;
    static final int FILTERED = KernelCounts.CELLS;

    // linux/bpf.h
    private static final int BPF_MAP_TYPE_ARRAY = 2;
    private static final int BPF_F_MMAPABLE = 1 << 10;

    private static final VarHandle CELL = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final BpfCalls calls;
    private final int descriptor;
    private final int cpus;
    private final MappedValues values;
    private final ByteBuffer pages;
    private boolean isClosed;

    private CountMap(BpfCalls calls, int descriptor, int cpus) throws IOException {
        this.calls = calls;
        this.descriptor = descriptor;
        this.cpus = cpus;
        values = calls.values(descriptor, (cpus + 1L) * PAGE_BYTES);
        pages = values.bytes().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Makes one of zeros for all CPUs that this machine may get. */
    static CountMap make(BpfCalls calls) throws IOException {
        int cpus = Cpus.possible();
        int descriptor = calls.createMap(
                BPF_MAP_TYPE_ARRAY, Integer.BYTES, PAGE_BYTES, cpus + 1, BPF_F_MMAPABLE, "junretsu_counts");
        return of(calls, descriptor, cpus);
    }

    /** Opens one that has a name in bpffs. */
    static CountMap open(BpfCalls calls, Path path) throws IOException {
        return of(calls, calls.open(path), Cpus.possible());
    }

    private static CountMap of(BpfCalls calls, int descriptor, int cpus) throws IOException {
        try {
            return new CountMap(calls, descriptor, cpus);
        } catch (IOException e) {
            calls.close(descriptor);
            throw e;
        }
    }

    /** The offset of a cell in a CPU's page. */
    static int at(int cell) {
        return cell * Long.BYTES;
    }

    int descriptor() {
        return descriptor;
    }

    /** The key of the page that is no CPU's. */
    int headerKey() {
        return cpus;
    }

    MapHeader header() {
        return new MapHeader(pages.slice(cpus * PAGE_BYTES, PAGE_BYTES));
    }

    /** Replaces all cells by the sums over the CPUs, as of this moment. */
    void read(long[] cells) {
        Arrays.fill(cells, 0);
        for (int page = 0; page < cpus * PAGE_BYTES; page += PAGE_BYTES) {
            for (int cell = 0; cell < cells.length; cell++) {
                cells[cell] += (long) CELL.getOpaque(pages, page + at(cell));
            }
        }
    }

    /** The cell of packets that filters of a generation count; another process's never count into the same one. */
    static int filteredAt(int generation) {
        return at(FILTERED + (generation & 1));
    }

    /** The packets so far that filters of a generation took, and of those before it by twos. */
    long filtered(int generation) {
        long packets = 0;
        for (int page = 0; page < cpus * PAGE_BYTES; page += PAGE_BYTES) {
            packets += (long) CELL.getOpaque(pages, page + filteredAt(generation));
        }
        return packets;
    }

    /** Closes the descriptor and takes the values away; nothing may be read any more. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            values.close();
            calls.close(descriptor);
        }
    }
}
