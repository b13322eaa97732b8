package junretsu.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** A way for datagrams to pass between the kernel and this program. Thread-safe. */
public interface DatagramEngine {
    /** The most bytes that a UDP datagram can carry: 65,535 less the UDP header, as IPv6 allows. */
    int DATAGRAM_BYTES_MAX = 65_527;

    /** As typed after {@code --engine} and shown in the ready line. */
    String name();

    /** Returns true when one kernel packet may hold many datagrams: it was asked for, and this system can do it. */
    boolean isOffloading();

    /**
     * Binds a group of receivers to one address. More than one share it by SO_REUSEPORT, and the kernel spreads the
     * flows over them by a hash of addresses and ports.
     *
     * @param address port 0 lets the kernel choose
     * @param receivers 1 or more
     * @param receiveBufferBytes what to ask for as SO_RCVBUF of each socket
     * @throws java.net.BindException when the address is in use, also by a socket that would share it, or not one of
     *     this machine's
     */
    ReceiverGroup bind(InetSocketAddress address, int receivers, int receiveBufferBytes) throws IOException;

    /**
     * Binds as {@link #bind} does, beside the sockets of a server that shares its address: see {@link
     * ReceiverGroup#share}.
     *
     * @throws IOException with a sentence when this engine cannot
     */
    default ReceiverGroup join(InetSocketAddress address, int receivers, int receiveBufferBytes) throws IOException {
        throw new IOException("sockets of the engine " + name() + " cannot be handed over");
    }

    /**
     * Sentences about programs in the kernel that take datagrams of this machine for servers which were killed, as far
     * as this engine and this user can see.
     *
     * @param node of the server that asks, whose programs are left out
     */
    default List<String> leftPrograms(String node) {
        return List.of();
    }

    /** Opens a sender with a source port of its own. */
    DatagramSender connect(InetSocketAddress target) throws IOException;
}
