package junretsu.net.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import junretsu.base.Opened;
import junretsu.net.PacketHandler;

/**
 * Receives with one lasting request (multishot): the kernel puts each packet into the next free buffer of memory and
 * posts a completion. The request ends when it finds no memory free or the completions' room full; then it is made
 * again.
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
    private final Arena arena = Arena.ofShared();
    private final long messageHeader;
    private final Ring ring;
    private final BufferRing buffers;
    private boolean armed;
    private boolean released;

    UringReceiver(LinuxSocket socket) throws IOException {
        fd = socket.fd();
        try (Opened opened = new Opened()) {
            opened.add(arena::close);
            messageHeader = arena.allocate(MSGHDR_BYTES, 8).address();
            ring = opened.add(new Ring(8, 2 * BUFFERS));
            buffers = opened.add(new BufferRing(ring, BUFFERS, SLOT_BYTES, GROUP));
            opened.keep();
        }
        Memory.putLong(messageHeader + MSGHDR_CONTROLLEN, Messages.CONTROL_BYTES);
    }

    /** @throws IOException when this kernel lacks what a receiver needs */
    static void probe() throws IOException {
        try (Ring ring = new Ring(8, 2 * BUFFERS);
                BufferRing buffers = new BufferRing(ring, 8, 64, GROUP)) {
            ring.enable();
            buffers.publish();
        }
    }

    @Override
    int pollOpen(PacketHandler handler) throws IOException {
        int packets = receive(handler);
        // A receive that ended for want of buffers says so in a completion without a packet, while packets wait in the
        // socket.
        return packets == 0 && !armed ? receive(handler) : packets;
    }

    private int receive(PacketHandler handler) throws IOException {
        if (!armed) {
            arm();
        }
        ring.enter(0);
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

    /** Hands a packet over and returns whether it was longer than its buffer. */
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

    @Override
    void release() {
        if (!released) {
            released = true;
            ring.close();
            buffers.close();
            arena.close();
        }
    }
}
