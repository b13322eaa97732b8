package junretsu.net.linux;

import java.io.IOException;

/** Sends a batch of requests with one io_uring_enter(2), each with up to 128 datagrams (UDP_SEGMENT), and waits for all. */
final class UringSender extends LinuxSender {
    private Ring ring;

    UringSender(LinuxSocket socket, boolean offload) {
        super(socket, offload);
    }

    @Override
    int sendBatch(long address, int messages, int bytesEach, long bytes) {
        if (!hasRing()) {
            return 1;
        }
        for (int i = 0; i < messages; i++) {
            long start = (long) i * bytesEach;
            int length = (int) Math.min(bytesEach, bytes - start);
            ring.request(Ring.OP_SEND, 0, 0, socket.fd(), address + start, length, 0, i, 0);
        }
        int completed = 0;
        while (completed < messages) {
            int entered = ring.enter(messages - completed);
            if (entered < 0 && entered != -Kernel.EINTR && entered != -Kernel.EAGAIN && entered != -Kernel.EBUSY) {
                throw new AssertionError("io_uring_enter: " + Kernel.describe(-entered));
            }
            int ready = ring.ready();
            for (int i = 0; i < ready; i++) {
                results[(int) ring.userData(i)] = ring.result(i);
            }
            ring.advance(ready);
            completed += ready;
        }
        return messages;
    }

    /** Made by the thread that sends, since a ring belongs to the thread that made it. */
    private boolean hasRing() {
        try {
            if (ring == null) {
                ring = new Ring(BATCH, 2 * BATCH);
            }
            return true;
        } catch (IOException e) {
            results[0] = -Kernel.ENOMEM;
            return false;
        }
    }

    @Override
    public void close() {
        if (ring != null) {
            ring.close();
        }
        socket.close();
        arena.close();
    }
}
