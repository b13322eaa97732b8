package junretsu.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.Opened;

/**
 * A kind of UDP socket of which several can be bound to one address.
 *
 * @param <S> a socket of the kind
 */
public interface GroupSocket<S extends Closeable> {

    /** Opens a socket that is not bound yet. */
    S open() throws IOException;

    /** Sets every option that a receiver needs, but for SO_REUSEPORT. */
    void configure(S socket) throws IOException;

    /** Sets SO_REUSEPORT. */
    void share(S socket) throws IOException;

    /** Binds a socket and returns where it is bound, with the port that the kernel chose. */
    InetSocketAddress bind(S socket, InetSocketAddress address) throws IOException;

    /**
     * Opens sockets and binds them to one address that nobody else has. The first is bound without SO_REUSEPORT, which
     * the kernel allows only where the address is free: with it, a second server of the same user would silently get a
     * share of the datagrams. It gets the option once it holds the address; the kernel makes it one of the group when
     * the next one joins ({@code reuseport_add_sock} in net/core/sock_reuseport.c), and no other server's first socket
     * can be bound meanwhile.
     *
     * @param address port 0 lets the kernel choose
     * @param count 1 or more
     * @param joins true to share the address with a server that allows it, false to have it alone
     * @param opened takes charge of each socket
     * @throws java.net.BindException when the address is in use or not one of this machine's
     */
    default List<S> bindAll(InetSocketAddress address, int count, boolean joins, Opened opened) throws IOException {
        List<S> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            S socket = opened.add(open());
            sockets.add(socket);
            configure(socket);
        }
        S first = sockets.get(0);
        if (joins) {
            share(first);
        }
        InetSocketAddress held =
                new InetSocketAddress(address.getAddress(), bind(first, address).getPort());
        if (count > 1) {
            share(first);
        }
        for (S next : sockets.subList(1, count)) {
            share(next);
            bind(next, held);
        }
        return sockets;
    }
}
