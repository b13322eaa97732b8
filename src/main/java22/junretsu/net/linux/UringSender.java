package junretsu.net.linux;

import java.io.IOException;

/**
 * Sends a batch as linked requests, each with up to 128 datagrams (UDP_SEGMENT). Linked, so that what was sent is always the
 * first part of what was asked for: behind a request that failed the others are cancelled.
 */
final class UringSender extends LinuxSender {
    private static final int ECANCELED = 125; // asm-generic/errno.h

    private Ring ring;

    UringSender(LinuxSocket socket, boolean offload) {
        super(socket, offload);
    }

    @Override
    int sendBatch(long address, int datagramBytes, int segments, int datagrams) {
        int full = datagrams / segments;
        int count = Math.min(BATCH, full + (datagrams % segments > 0 ? 1 : 0));
        int messageBytes = segments * datagramBytes;
        int opened = open();
        if (opened < 0) {
            return opened;
        }
        for (int i = 0; i < count; i++) {
            int bytes = i < full ? messageBytes : datagrams % segments * datagramBytes;
            int link = i < count - 1 ? Ring.SQE_IO_LINK : 0;
            ring.request(
                    Ring.OP_SEND,
                    link,
                    0,
                    socket.fd(),
                    address + (long) i * messageBytes,
                    bytes,
                    Kernel.MSG_DONTWAIT,
                    i,
                    0);
        }
        return await(count, segments, datagrams);
    }

    /** @return datagrams of the requests up to the first that failed, or its -errno when that was the first of all */
    private int await(int count, int segments, int datagrams) {
        int sent = 0;
        int failure = 0;
        int done = 0;
        while (done < count) {
            int entered = ring.enter(count - done);
            if (entered < 0 && entered != -Kernel.EINTR && entered != -Kernel.EAGAIN && entered != -Kernel.EBUSY) {
                return entered;
            }
            int ready = ring.ready();
            for (int i = 0; i < ready; i++) {
                int result = ring.result(i);
                if (result >= 0) {
                    sent++;
                } else if (result != -ECANCELED) {
                    failure = result;
                }
            }
            ring.advance(ready);
            done += ready;
        }
        return sent == 0 ? failure : Math.min(datagrams, sent * segments);
    }

    /** By the thread that sends, since a ring belongs to the thread that made it. */
    private int open() {
        try {
            if (ring == null) {
                ring = new Ring(BATCH, 2 * BATCH);
            }
            return 0;
        } catch (IOException e) {
            return -Kernel.EINVAL;
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
