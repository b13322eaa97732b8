package junretsu.net.linux;

import java.io.IOException;
import junretsu.base.Opened;

/**
 * Sends a batch of requests with one io_uring_enter(2), each with up to 128 datagrams (UDP_SEGMENT), and waits for all.
 */
final class UringSender extends LinuxSender {
    private final Ring ring;

    UringSender(LinuxSocket socket, boolean offload) throws IOException {
        super(socket, offload);
        try (Opened opened = new Opened()) {
            opened.add(arena::close);
            ring = new Ring(BATCH, 2 * BATCH);
            opened.keep();
        }
    }

    @Override
    int sendBatch(long address, int messages, int bytesEach, long bytes) {
        for (int i = 0; i < messages; i++) {
            long start = (long) i * bytesEach;
            int length = (int) Math.min(bytesEach, bytes - start);
            ring.request(Ring.OP_SEND, 0, 0, fd, address + start, length, 0, i, 0);
        }
        int completed = 0;
        while (completed < messages) {
            ring.enter(messages - completed);
            int ready = ring.ready();
            for (int i = 0; i < ready; i++) {
                results[(int) ring.userData(i)] = ring.result(i);
            }
            ring.advance(ready);
            completed += ready;
        }
        return messages;
    }

    @Override
    void release() {
        ring.close();
    }
}
