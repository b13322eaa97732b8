package junretsu.net.linux;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import junretsu.net.Segmentation;

/**
 * A vector of messages as recvmmsg(2) and sendmmsg(2) take it, each with one iovec of payload and, where asked for,
 * room for one control message. To be used by one thread.
 *
 * <pre>
 *   mmsghdr[n]   64 bytes each: msghdr (name, iovec, control, flags), then the length that was received or sent
 *   iovec[n]     16 bytes each: address, length
 *   control[n]   24 bytes each: cmsghdr (length, level, type), then an int
 * </pre>
 */
final class Messages {
    // struct mmsghdr and struct msghdr, bits/socket.h; struct iovec, bits/types/struct_iovec.h; struct cmsghdr
    private static final StructLayout MMSGHDR = structLayout(
            JAVA_LONG.withName("name"),
            JAVA_INT.withName("namelen"),
            paddingLayout(4),
            JAVA_LONG.withName("iov"),
            JAVA_LONG.withName("iovlen"),
            JAVA_LONG.withName("control"),
            JAVA_LONG.withName("controllen"),
            JAVA_INT.withName("flags"),
            paddingLayout(4),
            JAVA_INT.withName("len"),
            paddingLayout(4));
    private static final StructLayout IOVEC = structLayout(JAVA_LONG.withName("base"), JAVA_LONG.withName("len"));
    private static final StructLayout CMSG = structLayout(
            JAVA_LONG.withName("len"),
            JAVA_INT.withName("level"),
            JAVA_INT.withName("type"),
            JAVA_INT.withName("data"),
            paddingLayout(4));

    private static final long HEADER_BYTES = MMSGHDR.byteSize();
    private static final long IOV = offset(MMSGHDR, "iov");
    private static final long IOVLEN = offset(MMSGHDR, "iovlen");
    private static final long CONTROL = offset(MMSGHDR, "control");
    private static final long CONTROLLEN = offset(MMSGHDR, "controllen");
    private static final long FLAGS = offset(MMSGHDR, "flags");
    private static final long LEN = offset(MMSGHDR, "len");
    private static final long IOVEC_BYTES = IOVEC.byteSize();
    private static final long IOVEC_LEN = offset(IOVEC, "len");
    private static final long CMSG_LEVEL = offset(CMSG, "level");
    private static final long CMSG_TYPE = offset(CMSG, "type");
    private static final long CMSG_DATA = offset(CMSG, "data");
    static final long CONTROL_BYTES = CMSG.byteSize();

    private final long headers;
    private final long iovecs;
    private final long controls;

    /** @param arena whose memory holds the vector */
    Messages(Arena arena, int count, boolean withControl) {
        headers = arena.allocate(HEADER_BYTES * count, 8).address();
        iovecs = arena.allocate(IOVEC_BYTES * count, 8).address();
        controls = withControl ? arena.allocate(CONTROL_BYTES * count, 8).address() : 0;
        for (int i = 0; i < count; i++) {
            Memory.putLong(header(i) + IOV, iovecs + i * IOVEC_BYTES);
            Memory.putLong(header(i) + IOVLEN, 1);
            if (withControl) {
                Memory.putLong(header(i) + CONTROL, controls + i * CONTROL_BYTES);
                Memory.putLong(header(i) + CONTROLLEN, CONTROL_BYTES);
            }
        }
    }

    /** Of the first message. */
    long address() {
        return headers;
    }

    void payload(int message, long address, long bytes) {
        long iovec = iovecs + message * IOVEC_BYTES;
        Memory.putLong(iovec, address);
        Memory.putLong(iovec + IOVEC_LEN, bytes);
    }

    /** Bytes of a message that was received. */
    int length(int message) {
        return Memory.getInt(header(message) + LEN);
    }

    boolean isTruncated(int message) {
        return (Memory.getInt(header(message) + FLAGS) & Kernel.MSG_TRUNC) != 0;
    }

    /**
     * Bytes of each datagram in a message that was received, but maybe the last; 0 when the message is one datagram.
     */
    int segmentBytes(int message) {
        return segmentBytes(controls + message * CONTROL_BYTES, Memory.getLong(header(message) + CONTROLLEN));
    }

    /** As above, of a control message that stands elsewhere. */
    static int segmentBytes(long control, long controlBytes) {
        boolean isSegment = controlBytes >= CMSG_DATA + Integer.BYTES
                && Memory.getInt(control + CMSG_LEVEL) == Segmentation.IPPROTO_UDP
                && Memory.getInt(control + CMSG_TYPE) == Segmentation.UDP_GRO;
        return isSegment ? Memory.getInt(control + CMSG_DATA) : 0;
    }

    /** Restores the size of the control message's room, which the kernel has overwritten with the bytes used. */
    void resetControl(int message) {
        Memory.putLong(header(message) + CONTROLLEN, CONTROL_BYTES);
    }

    /** The number of datagrams in a message of so many bytes. */
    static int datagrams(int bytes, int segmentBytes) {
        return segmentBytes > 0 && bytes > segmentBytes ? (bytes + segmentBytes - 1) / segmentBytes : 1;
    }

    private long header(int message) {
        return headers + message * HEADER_BYTES;
    }

    private static long offset(StructLayout layout, String field) {
        return layout.byteOffset(PathElement.groupElement(field));
    }
}
