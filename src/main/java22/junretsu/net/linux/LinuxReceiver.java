package junretsu.net.linux;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.LockSupport;
import junretsu.net.DatagramReceiver;
import junretsu.net.PacketHandler;

/**
 * A receiver whose memory and descriptors may be taken away by another thread: closing waits until the poll under way
 * has ended, and no poll begins after. One flag has the polling thread as its writer and the other the closing one;
 * each writes its own before it reads the other's, so at least one of them sees the other.
 */
abstract class LinuxReceiver implements DatagramReceiver, Closeable {
    /**
     * From one packet's place to the next one's: room for the largest packet with its headers. An odd number of cache
     * lines, so that the beginnings of a batch's packets do not all fall into the same cache set.
     */
    static final int SLOT_BYTES = 65_536 + 17 * 64;

    private static final long CLOSE_NAP_NANOS = 20_000;

    private volatile boolean polling;
    private volatile boolean closed;

    @Override
    public final int poll(PacketHandler handler) throws IOException {
        polling = true;
        try {
            if (closed) {
                throw new ClosedChannelException();
            }
            return pollOpen(handler);
        } finally {
            polling = false;
        }
    }

    @Override
    public final void close() {
        closed = true;
        while (polling) {
            LockSupport.parkNanos(CLOSE_NAP_NANOS);
        }
        release();
    }

    /** As {@link #poll}, while nothing is taken away. */
    abstract int pollOpen(PacketHandler handler) throws IOException;

    /** Releases memory and descriptors; may be called again. */
    abstract void release();

    /** The exception for a truncated packet; to be thrown after the batch has been handed over. */
    static IOException truncated() {
        return new IOException("a packet was longer than " + SLOT_BYTES + " bytes; the rest of it was lost");
    }
}
