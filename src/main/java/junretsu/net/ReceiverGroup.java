package junretsu.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The sockets bound to one address, each to be polled by a thread of its own. Other methods may be called by any
 * thread.
 */
public interface ReceiverGroup extends Closeable {

    /** The address at which datagrams are awaited, with the port that the kernel chose. */
    InetSocketAddress localAddress();

    /** The number of receivers. */
    int size();

    DatagramReceiver receiver(int index);

    /** SO_RCVBUF of each socket as granted, in the same terms as it was asked for: without the kernel's doubling. */
    int receiveBufferBytes();

    /** Returns true when {@link PacketHandler} learns how many datagrams a packet holds. */
    boolean seesDatagrams();

    /**
     * Reads how many packets the kernel threw away since each socket was opened because its buffer was full. This is
     * the kernel's own exact count (the {@code drops} column of {@code /proc/net/udp}), not a guess. Where that is
     * expensive, a figure may be a second old while packets are being dropped, but never after {@link #refuseFurther}.
     *
     * @param drops one cell for each socket, a socket always in the same cell; untouched where the kernel shows no
     *     count
     */
    void kernelDrops(long[] drops) throws IOException;

    /**
     * Asks the kernel for the smallest receive buffer, so that what arrives from now on is dropped, and counted as
     * such, rather than queued unread behind the last poll. Receivers can then be polled until they are empty, even in
     * a flood.
     */
    void refuseFurther() throws IOException;

    /**
     * Lets another process of the same user bind sockets to the address, which get a share of the flows.
     *
     * @throws IOException with a sentence when that cannot be
     */
    default void share() throws IOException {
        throw new IOException("its sockets cannot be handed over; it has --engine nio or --steer cpu");
    }

    /**
     * Leaves everything that comes from here on to the sockets that share the address. What is queued already stays to
     * be polled.
     *
     * @throws IOException when the kernel refuses it; what comes to the sockets concerned is dropped and counted then
     */
    default void leave() throws IOException {
        share();
    }
}
