package junretsu.net.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.base.Opened;
import junretsu.base.Worker;
import junretsu.config.HostPort;

/**
 * A TCP socket with a limited number of places. A client gets one when it is accepted and gives it back when its
 * {@link TcpConnection} is closed:
 *
 * <pre>
 *   clients -> backlog -> acceptor --+-------------> connection -> its server -> close
 *                                    +--> held --+       ^
 *                                                +--> refused
 *                      idle sweeper --- disconnects -----+
 * </pre>
 *
 * The two workers are run by the owner of the listener, or not at all. All methods may be called by any thread.
 */
public final class TcpListener implements Closeable {
    /** Clients that the kernel keeps until they are accepted; no more than net.core.somaxconn. */
    private static final int BACKLOG = 1_024;

    /** A socket that is closed with bytes unread is reset, and the last words with it. */
    private static final int UNREAD_BYTES = 64 << 10;

    private final ServerSocketChannel server;
    private final SelectionKey key;
    private final InetSocketAddress address;
    private final OverLimit overLimit;
    private final Clock clock;
    private final Semaphore places;
    private final Set<TcpConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean closed;
    private volatile byte[] lastWords = {};

    private TcpListener(SelectionKey key, int connectionsMax, OverLimit overLimit, Clock clock) throws IOException {
        this.key = key;
        server = (ServerSocketChannel) key.channel();
        this.address = (InetSocketAddress) server.getLocalAddress();
        this.overLimit = overLimit;
        this.clock = clock;
        places = new Semaphore(connectionsMax);
    }

    /**
     * Listens from here on; clients wait in the backlog until the acceptor runs.
     *
     * @param connectionsMax clients at a time, 1 or more
     * @param clock by which clients are idle
     * @throws IOException when the host name has no address, the port is in use or may not be used
     */
    public static TcpListener bind(HostPort at, int connectionsMax, OverLimit overLimit, Clock clock)
            throws IOException {
        try (Opened opened = new Opened()) {
            ServerSocketChannel server = opened.add(ServerSocketChannel.open());
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(at.resolve(), BACKLOG);
            server.configureBlocking(false);
            Selector selector = opened.add(Selector.open());
            SelectionKey key = server.register(selector, SelectionKey.OP_ACCEPT);
            TcpListener listener = new TcpListener(key, connectionsMax, overLimit, clock);
            opened.keep();
            return listener;
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    /**
     * Returns the worker that accepts clients. There may be one at a time. It pauses when there is no descriptor for a
     * client, and throws the kernel's error each time it finds none. It waits within its rounds until the listener is
     * closed, so that comes before its stop.
     *
     * @param role of its thread, as in {@code number-acceptor}
     * @param clients takes each client that has a place, on that thread, and closes it in the end
     */
    public Worker acceptor(String role, Consumer<TcpConnection> clients) {
        return acceptor(role, clients, new byte[0]);
    }

    /** The same, with last words to those that are refused: what the socket's buffer takes at once is sent. */
    public Worker acceptor(String role, Consumer<TcpConnection> clients, byte[] lastWords) {
        this.lastWords = lastWords.clone();
        return new TcpAcceptor(role, key, overLimit, clock, this, clients);
    }

    /**
     * Returns the worker that disconnects idle clients: those for which {@link TcpConnection#read} has waited for so
     * long. A client whose server is busy with what it sent is not idle. To be run at an interval.
     *
     * @param role of its thread, as in {@code number-idle-sweeper}
     */
    public Worker idleSweeper(String role, long idleNanos) {
        return new Worker() {
            @Override
            public String role() {
                return role;
            }

            @Override
            public int doWork() {
                return disconnectIdle(idleNanos);
            }
        };
    }

    /** Clients that got a place since the start. */
    public long accepted() {
        return accepted.get();
    }

    /** Clients that were closed since no place became free in time. */
    public long refused() {
        return refused.get();
    }

    /** Clients that have a place at this moment. */
    public int connections() {
        return connections.size();
    }

    /**
     * Stops listening and disconnects every client, also one that is being accepted. The threads that serve them close
     * them.
     */
    @Override
    public void close() throws IOException {
        closed = true;
        for (TcpConnection connection : connections) {
            connection.disconnect();
        }
        try {
            server.close();
        } finally {
            key.selector().close();
        }
    }

    /** Returns true when a client can get a place; only {@link #admit} takes it. */
    boolean hasPlace() {
        return places.availablePermits() > 0;
    }

    /**
     * Enters the connection first and looks for the end second; {@link #close} does it the other way round, so one of
     * them sees the other.
     *
     * @return null when all places are taken
     */
    TcpConnection admit(SocketChannel channel) {
        if (!places.tryAcquire()) {
            return null;
        }
        TcpConnection connection = new TcpConnection(channel, clock, this::leave);
        connections.add(connection);
        accepted.incrementAndGet();
        if (closed) {
            connection.disconnect();
        }
        return connection;
    }

    /** Closes a client that got no place. */
    void refuse(SocketChannel channel) throws IOException {
        refused.incrementAndGet();
        try (channel) {
            if (lastWords.length > 0) {
                channel.configureBlocking(false);
                channel.write(ByteBuffer.wrap(lastWords));
                channel.shutdownOutput();
                channel.read(ByteBuffer.allocate(UNREAD_BYTES));
            }
        }
    }

    private void leave(TcpConnection connection) {
        if (connections.remove(connection)) {
            places.release();
            key.selector().wakeup();
        }
    }

    private int disconnectIdle(long idleNanos) {
        long since = clock.nanoTime() - idleNanos;
        int idle = 0;
        for (TcpConnection connection : connections) {
            if (connection.isWaitingSince(since)) {
                connection.disconnect();
                idle++;
            }
        }
        return idle;
    }
}
