package junretsu.net;

import java.io.Closeable;
import java.nio.ByteBuffer;

/** One connected socket's sending end. To be used by one thread. */
public interface DatagramSender extends Closeable {

    /**
     * Sends consecutive datagrams of equal size, without waiting for anybody.
     *
     * @param bytes a direct buffer; its position and limit are overwritten
     * @param offset of the first datagram's first byte
     * @param datagramBytes size of each, at least 1
     * @param datagrams how many, at least 1
     * @param handler gets those that the kernel refused
     * @return how many, from the first on, are finished: sent or refused; fewer than asked for when the socket's buffer
     *     is full
     * @throws IllegalStateException when the sender is closed
     */
    int send(ByteBuffer bytes, int offset, int datagramBytes, int datagrams, RefusalHandler handler);

    /** The datagrams of a size that one call of {@link #send} hands to the kernel in few system calls, at least 1. */
    int batchMax(int datagramBytes);

    /** The datagrams of a size that one kernel packet may hold, at least 1. */
    int joinMax(int datagramBytes);

    /** Datagrams not sent since an earlier one was answered by "port unreachable": nothing listens at the target. */
    long refused();

    /** Datagrams not sent for another reason. A full socket buffer is no error. */
    long errors();

    /** The last error's message, or null. */
    String lastError();
}
