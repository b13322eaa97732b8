package junretsu.net.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import junretsu.net.PacketHandler;

/**
 * One request that goes on and on (multishot): the kernel puts each packet into the next free buffer of memory and posts a
 * completion. The request ends when it finds no memory free or the completions' room full; then it is made again.
 *
 * <pre>
 *   a buffer:  struct io_uring_recvmsg_out, 16 bytes: 0 namelen  4 controllen  8 payloadlen  12 flags, all u32
 *             control message with the segment size, 24 bytes
 *             payload
 * </pre>
 */
final class UringReceiver extends LinuxReceiver {
    private static final int BUFFERS = 64;
    private static final int GROUP = 1;
    private static final int OUT_BYTES = 16;
    private static final int OUT_CONTROLLEN = 4;
    private static final int OUT_FLAGS = 12;
    private static final int PAYLOAD = OUT_BYTES + (int) Messages.CONTROL_BYTES;
    private static final int MSGHDR_BYTES = 56;
    private static final int MSGHDR_CONTROLLEN = 40;

    private final int fd;
    private Arena arena;
    private long messageHeader;
    private Ring ring;
    private BufferRing buffers;
    private boolean armed;

    UringReceiver(LinuxSocket socket) {
        this.fd = socket.fd();
    }

    /** @throws IOException when this kernel has not got what a receiver needs */
    static void probe() throws IOException {
        try (Ring ring = new Ring(8, 2 * BUFFERS);
                BufferRing buffers = new BufferRing(ring, 8, 64, GROUP)) {
            ring.enter(0);
            buffers.publish();
        }
    }

    @Override
    int pollOpen(PacketHandler handler) throws IOException {
        if (ring == null) {
            open();
        }
        if (!armed) {
            arm();
        }
        int entered = ring.enter(0);
        if (entered < 0 && entered != -Kernel.EINTR && entered != -Kernel.EAGAIN && entered != -Kernel.EBUSY) {
            LinuxSocket.checked("io_uring_enter", entered);
        }
        return takeCompletions(handler);
    }

    private int takeCompletions(PacketHandler handler) throws IOException {
        int ready = ring.ready();
        int packets = 0;
        boolean isTruncated = false;
        int failure = 0;
        for (int i = 0; i < ready; i++) {
            int flags = ring.flags(i);
            int result = ring.result(i);
            armed &= (flags & Ring.CQE_F_MORE) != 0;
            if ((flags & Ring.CQE_F_BUFFER) != 0) {
                int buffer = Ring.buffer(flags);
                isTruncated |= deliver(handler, buffer, result);
                buffers.recycle(buffer);
                packets++;
            } else if (result < 0 && result != -Kernel.ENOBUFS && result != -Kernel.EAGAIN && result != -Kernel.EINTR) {
                failure = result;
            }
        }
        buffers.publish();
        ring.advance(ready);
        LinuxSocket.checked("io_uring receive", failure);
        if (isTruncated) {
            throw truncated();
        }
        return packets;
    }

    /** @return whether the packet was longer than its buffer */
    private boolean deliver(PacketHandler handler, int buffer, int bytesWritten) {
        long out = buffers.address(buffer);
        int bytes = bytesWritten - PAYLOAD;
        long controlBytes = Integer.toUnsignedLong(Memory.getInt(out + OUT_CONTROLLEN));
        int segmentBytes = Messages.segmentBytes(out + OUT_BYTES, controlBytes);
        handler.onPacket(
                buffers.buffer(), buffers.offset(buffer) + PAYLOAD, bytes, Messages.datagrams(bytes, segmentBytes));
        return (Memory.getInt(out + OUT_FLAGS) & Kernel.MSG_TRUNC) != 0;
    }

    private void arm() {
        ring.request(Ring.OP_RECVMSG, Ring.SQE_BUFFER_SELECT, Ring.RECV_MULTISHOT, fd, messageHeader, 1, 0, 0, GROUP);
        armed = true;
    }

    /** By the thread that polls, since a ring belongs to the thread that made it. */
    private void open() throws IOException {
        ring = new Ring(8, 2 * BUFFERS);
        buffers = new BufferRing(ring, BUFFERS, SLOT_BYTES, GROUP);
        arena = Arena.ofShared();
        MemorySegment header = arena.allocate(MSGHDR_BYTES, 8);
        messageHeader = header.address();
        Memory.putLong(messageHeader + MSGHDR_CONTROLLEN, Messages.CONTROL_BYTES);
    }

    @Override
    void release() {
        if (ring != null) {
            ring.close();
            buffers.close();
            arena.close();
            ring = null;
        }
    }
}
