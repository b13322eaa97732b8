package junretsu.net.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import junretsu.net.DatagramSender;
import junretsu.net.RefusalHandler;
import junretsu.net.Segmentation;

/** The common part of the senders: the place of the bytes, and the treatment of those that the kernel did not take. */
abstract class LinuxSender implements DatagramSender {
    /** Messages, each of up to 128 datagrams, in one system call. */
    static final int BATCH = 64;

    final Arena arena = Arena.ofShared();
    final MemorySegment state = LinuxSocket.state(arena);
    final int fd;

    /** The result of each message of the last batch: 0 or more when it was sent, else -errno. */
    final int[] results = new int[BATCH];

    private final LinuxSocket socket;
    private final Segmentation segmentation;
    private ByteBuffer lastBuffer;
    private long lastAddress;
    private long refused;
    private long errors;
    private String lastError;
    private boolean isFull;
    private boolean closed;

    LinuxSender(LinuxSocket socket, boolean offload) {
        this.socket = socket;
        fd = socket.fd();
        segmentation = new Segmentation(
                bytes -> socket.trySet(Segmentation.IPPROTO_UDP, Segmentation.UDP_SEGMENT, bytes) == 0, offload);
    }

    @Override
    public final int send(ByteBuffer bytes, int offset, int datagramBytes, int datagrams, RefusalHandler handler) {
        if (closed) {
            throw new IllegalStateException("the sender is closed");
        }
        long address = address(bytes) + offset;
        int done = 0;
        isFull = false;
        while (done < datagrams && !isFull) {
            int segments = segmentation.prepare(datagramBytes);
            int batch = Math.min(BATCH * segments, datagrams - done);
            int messages = (batch + segments - 1) / segments;
            int completed = sendBatch(
                    address + (long) done * datagramBytes,
                    messages,
                    segments * datagramBytes,
                    (long) batch * datagramBytes);
            int start = offset + done * datagramBytes;
            done += settle(completed, segments, batch, start, datagramBytes, handler);
        }
        return done;
    }

    /**
     * Goes through the results of a batch; on its own for the reason that {@link MmsgReceiver} has.
     *
     * @param start of the batch in the caller's buffer
     * @return how many datagrams were sent or are lost; the rest is to be sent again
     */
    private int settle(int completed, int segments, int batch, int start, int datagramBytes, RefusalHandler handler) {
        int done = 0;
        for (int i = 0; i < completed; i++) {
            int size = Math.min(segments, batch - done);
            if (results[i] < 0 && !isRefused(i, completed)) {
                isFull = !isWorthRepeating(-results[i]);
                break;
            }
            if (results[i] < 0) {
                refuse(-results[i], size);
                handler.onRefused(start + done * datagramBytes, size * datagramBytes, size);
            }
            done += size;
        }
        return done;
    }

    /**
     * Sends a batch of messages that lie one behind another.
     *
     * @param bytesEach of each message, but that the last one may have fewer
     * @param bytes of all
     * @return the number of messages that have {@link #results}, from the first on, at least 1
     */
    abstract int sendBatch(long address, int messages, int bytesEach, long bytes);

    @Override
    public final int batchMax(int datagramBytes) {
        return BATCH * segmentation.maxSegments(datagramBytes);
    }

    @Override
    public final int joinMax(int datagramBytes) {
        return segmentation.maxSegments(datagramBytes);
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

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            release();
            socket.close();
            arena.close();
        }
    }

    /** Releases what the engine holds beside socket and arena. Called once. */
    abstract void release();

    /**
     * Returns true when the message was refused, false when it is to be tried again; one before a message that was sent
     * was refused.
     */
    private boolean isRefused(int message, int completed) {
        for (int later = message + 1; later < completed; later++) {
            if (results[later] >= 0) {
                return true;
            }
        }
        int errno = -results[message];
        return errno == Kernel.ECONNREFUSED || (errno != Kernel.EINTR && !isQueueFull(errno) && !segmentation.shrink());
    }

    private boolean isWorthRepeating(int errno) {
        return errno == Kernel.EINTR || !isQueueFull(errno);
    }

    private static boolean isQueueFull(int errno) {
        return errno == Kernel.EAGAIN || errno == Kernel.ENOBUFS;
    }

    private void refuse(int errno, int datagrams) {
        if (errno == Kernel.ECONNREFUSED) {
            refused += datagrams;
        } else {
            errors += datagrams;
            lastError = Kernel.describe(errno);
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
