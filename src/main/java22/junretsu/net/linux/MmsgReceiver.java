package junretsu.net.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import junretsu.base.Opened;
import junretsu.net.PacketHandler;

/**
 * Takes a batch of packets with one recvmmsg(2). With UDP_GRO, a packet holds as many datagrams as the sender's kernel
 * joined.
 */
final class MmsgReceiver extends LinuxReceiver {
    private static final int BATCH = 64;

    private final int fd;
    private final boolean joins;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state;
    private final Messages messages;
    private final Mapping slots;
    private final ByteBuffer buffer;
    private boolean released;

    /** @param joins whether the socket has UDP_GRO */
    MmsgReceiver(LinuxSocket socket, boolean joins) throws IOException {
        this.fd = socket.fd();
        this.joins = joins;
        try (Opened opened = new Opened()) {
            opened.add(arena::close);
            state = LinuxSocket.state(arena);
            messages = new Messages(arena, BATCH, joins);
            slots = opened.add(Mapping.anonymous((long) BATCH * SLOT_BYTES));
            opened.keep();
        }
        buffer = slots.buffer();
        for (int i = 0; i < BATCH; i++) {
            messages.payload(i, slots.address() + (long) i * SLOT_BYTES, SLOT_BYTES);
        }
    }

    @Override
    int pollOpen(PacketHandler handler) throws IOException {
        int packets = Kernel.recvmmsg(state, fd, messages.address(), BATCH, Kernel.MSG_DONTWAIT);
        if (packets < 0) {
            return nothing(packets);
        }
        deliver(packets, handler);
        return packets;
    }

    /**
     * Not a part of {@link #pollOpen}: a loop there would have it compiled before its own calls are profiled, and then
     * the JDK's downcall is not inlined and allocates.
     */
    private void deliver(int packets, PacketHandler handler) throws IOException {
        boolean isTruncated = false;
        for (int i = 0; i < packets; i++) {
            int bytes = messages.length(i);
            int datagrams = 1;
            if (joins) {
                datagrams = Messages.datagrams(bytes, messages.segmentBytes(i));
                messages.resetControl(i);
            }
            handler.onPacket(buffer, i * SLOT_BYTES, bytes, datagrams);
            isTruncated |= messages.isTruncated(i);
        }
        if (isTruncated) {
            throw truncated();
        }
    }

    private static int nothing(int result) throws IOException {
        if (result != -Kernel.EAGAIN && result != -Kernel.EINTR) {
            LinuxSocket.checked("recvmmsg", result);
        }
        return 0;
    }

    @Override
    void release() {
        if (!released) {
            released = true;
            slots.close();
            arena.close();
        }
    }
}
