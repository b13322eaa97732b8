package junretsu.tally;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;

/**
 * 64-bit little-endian cells of a mapped file, by their offset in bytes, a multiple of 8. An opaque store never
 * tears, is not left out and, since the page cache holds the page, survives {@code kill -9}; stores stand in the file
 * in the order of the program where a fence orders them. One thread sets; any may get.
 */
class MappedCells {
    private static final VarHandle CELL = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final MappedByteBuffer mapping;
    private final Path path;

    MappedCells(MappedByteBuffer mapping, Path path) {
        this.mapping = mapping;
        this.path = path;
    }

    long get(int at) {
        return (long) CELL.getOpaque(mapping, at);
    }

    void set(int at, long value) {
        CELL.setOpaque(mapping, at, value);
    }

    /** Writes all cells to the disk; returns when they are there. */
    void force() throws IOException {
        force(mapping, path);
    }

    static void force(MappedByteBuffer mapping, Path path) throws IOException {
        try {
            mapping.force();
        } catch (UncheckedIOException e) {
            throw new IOException(
                    path + " could not be written to the disk: " + e.getCause().getMessage(), e);
        }
    }
}
