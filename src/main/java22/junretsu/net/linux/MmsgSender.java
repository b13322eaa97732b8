package junretsu.net.linux;

/** Sends a batch with one sendmmsg(2), and with UDP_SEGMENT up to 128 datagrams in each message of it. */
final class MmsgSender extends LinuxSender {
    private final Messages messages = new Messages(arena, BATCH, false);

    MmsgSender(LinuxSocket socket, boolean offload) {
        super(socket, offload);
    }

    @Override
    int sendBatch(long address, int datagramBytes, int segments, int datagrams) {
        int full = datagrams / segments;
        int count = Math.min(BATCH, full + (datagrams % segments > 0 ? 1 : 0));
        long messageBytes = (long) segments * datagramBytes;
        for (int i = 0; i < count; i++) {
            long bytes = i < full ? messageBytes : (long) (datagrams % segments) * datagramBytes;
            messages.payload(i, address + i * messageBytes, bytes);
        }
        int taken = Kernel.sendmmsg(state, socket.fd(), messages.address(), count, 0);
        return taken <= 0 ? taken : Math.min(datagrams, taken * segments);
    }

    @Override
    public void close() {
        socket.close();
        arena.close();
    }
}
