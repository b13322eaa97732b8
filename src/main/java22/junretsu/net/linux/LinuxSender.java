package junretsu.net.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import junretsu.net.DatagramSender;

/** What the senders have in common: where the bytes are, and what became of those that the kernel did not take. */
abstract class LinuxSender implements DatagramSender {
    /** Messages, each of up to 128 datagrams, in one system call. */
    static final int BATCH = 64;

    final Arena arena = Arena.ofShared();
    final MemorySegment state = LinuxSocket.state(arena);
    final LinuxSocket socket;
    final Segmentation segmentation;
    private ByteBuffer lastBuffer;
    private long lastAddress;
    private long refused;
    private long errors;
    private String lastError;

    LinuxSender(LinuxSocket socket, boolean offload) {
        this.socket = socket;
        this.segmentation = new Segmentation(socket, offload);
    }

    @Override
    public final int send(ByteBuffer bytes, int offset, int datagramBytes, int datagrams) {
        long address = address(bytes) + offset;
        int sent = 0;
        while (sent < datagrams) {
            int segments = segmentation.prepare(datagramBytes);
            int taken = sendBatch(address + (long) sent * datagramBytes, datagramBytes, segments, datagrams - sent);
            if (taken > 0) {
                sent += taken;
            } else if (!goesOn(-taken, Math.min(segments, datagrams - sent))) {
                break;
            }
        }
        return sent;
    }

    /**
     * Sends up to a batch.
     *
     * @return how many datagrams the kernel took, or -errno when it did not take the first message
     */
    abstract int sendBatch(long address, int datagramBytes, int segments, int datagrams);

    @Override
    public final int batchMax(int datagramBytes) {
        return BATCH * segmentation.most(datagramBytes);
    }

    @Override
    public final int joinMax(int datagramBytes) {
        return segmentation.most(datagramBytes);
    }

    @Override
    public final long refused() {
        return refused;
    }

    @Override
    public final long errors() {
        return errors;
    }

    @Override
    public final String lastError() {
        return lastError;
    }

    /** @param datagrams how many the message had that was not taken */
    private boolean goesOn(int errno, int datagrams) {
        switch (errno) {
            case Kernel.EINTR:
                return true;
            case Kernel.EAGAIN, Kernel.ENOBUFS:
                return false;
            case Kernel.ECONNREFUSED:
                refused += datagrams;
                return false;
            default:
                if (segmentation.lower()) {
                    return true;
                }
                errors += datagrams;
                lastError = Kernel.describe(errno);
                return false;
        }
    }

    private long address(ByteBuffer bytes) {
        if (bytes != lastBuffer) {
            lastBuffer = bytes;
            lastAddress = MemorySegment.ofBuffer(bytes.duplicate().clear()).address();
        }
        return lastAddress;
    }
}
