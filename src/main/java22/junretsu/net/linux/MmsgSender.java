package junretsu.net.linux;

import java.util.Arrays;

/** Sends a batch with one sendmmsg(2), and with UDP_SEGMENT up to 128 datagrams in each message of it. */
final class MmsgSender extends LinuxSender {
    private final Messages messages = new Messages(arena, BATCH, false);

    MmsgSender(LinuxSocket socket, boolean offload) {
        super(socket, offload);
    }

    @Override
    int sendBatch(long address, int count, int bytesEach, long bytes) {
        fill(address, count, bytesEach, bytes);
        int sent = Kernel.sendmmsg(state, fd, messages.address(), count, Kernel.MSG_DONTWAIT);
        Arrays.fill(results, Math.min(0, sent));
        return Math.max(1, sent);
    }

    /** Apart from the call, as in {@link MmsgReceiver}. */
    private void fill(long address, int count, int bytesEach, long bytes) {
        for (int i = 0; i < count; i++) {
            long start = (long) i * bytesEach;
            messages.payload(i, address + start, Math.min(bytesEach, bytes - start));
        }
    }

    @Override
    void release() {}
}
