package junretsu.net.linux;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Memory straight from the kernel: only the pages that are used count as resident.
 *
 * @param address of the first byte, at a page's beginning
 * @param bytes how many
 */
record Mapping(long address, long bytes) implements Closeable {

    static Mapping anonymous(long bytes) throws IOException {
        return of(bytes, Kernel.MAP_PRIVATE_ANONYMOUS, -1, 0);
    }

    static Mapping shared(long bytes, int fd, long offset) throws IOException {
        return of(bytes, Kernel.MAP_SHARED_POPULATE, fd, offset);
    }

    private static Mapping of(long bytes, int flags, int fd, long offset) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long address = Kernel.mmap(LinuxSocket.state(arena), bytes, flags, fd, offset);
            if (address < 0 && address > -4096) {
                throw new IOException("mmap: " + Kernel.describe((int) -address));
            }
            return new Mapping(address, bytes);
        }
    }

    /** The same memory; not to be used after {@link #close}. */
    ByteBuffer buffer() {
        return MemorySegment.ofAddress(address).reinterpret(bytes).asByteBuffer();
    }

    @Override
    public void close() {
        try (Arena arena = Arena.ofConfined()) {
            Kernel.munmap(LinuxSocket.state(arena), address, bytes);
        }
    }
}
