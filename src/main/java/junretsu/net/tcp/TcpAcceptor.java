package junretsu.net.tcp;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.base.Worker;

/**
 * Accepts the clients of a {@link TcpListener}, one a round. A client too many is held until a place is free or its
 * time is over, since it may be one that has just left and come back: its end may be read after its next beginning.
 */
final class TcpAcceptor implements Worker {
    /** The time for which a client too many is held before it is refused. */
    static final long HOLD_NANOS = 250_000_000;

    /** Clients held at a time; the others stay in the listen backlog. */
    private static final int HELD_MAX = 128;

    /** The pause after an error, such as that no descriptor is left. */
    private static final long PAUSE_NANOS = 50_000_000;

    /** Between two rounds once the listener is closed: so long at most does a stop wait. */
    private static final long CLOSED_PAUSE_NANOS = 1_000_000;

    /** A client without a place, refused when the clock shows that time. */
    private record Held(SocketChannel channel, long untilNanos) {}

    private final String role;
    private final SelectionKey key;
    private final ServerSocketChannel server;
    private final OverLimit overLimit;
    private final Clock clock;
    private final TcpListener places;
    private final Consumer<TcpConnection> clients;
    private final ArrayDeque<Held> held = new ArrayDeque<>();

    /** @param key of the listening socket, whose selector wakes up when a place is given back and when it is closed */
    TcpAcceptor(
            String role,
            SelectionKey key,
            OverLimit overLimit,
            Clock clock,
            TcpListener places,
            Consumer<TcpConnection> clients) {
        this.role = role;
        this.key = key;
        server = (ServerSocketChannel) key.channel();
        this.overLimit = overLimit;
        this.clock = clock;
        this.places = places;
        this.clients = clients;
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public int doWork() throws IOException {
        try {
            awaitClientOrPlace();
            int settled = settleHeld();
            SocketChannel channel = takesMore() ? server.accept() : null;
            return channel == null ? settled : settled + take(channel);
        } catch (ClosedSelectorException | CancelledKeyException | ClosedChannelException e) {
            LockSupport.parkNanos(CLOSED_PAUSE_NANOS);
            return 0;
        } catch (IOException e) {
            LockSupport.parkNanos(PAUSE_NANOS);
            throw e;
        }
    }

    /** Refuses those that are held: nobody gives a place back any more. */
    @Override
    public void onClose() throws IOException {
        while (!held.isEmpty()) {
            places.refuse(held.poll().channel());
        }
    }

    private void awaitClientOrPlace() throws IOException {
        key.interestOps(takesMore() ? SelectionKey.OP_ACCEPT : 0);
        Selector selector = key.selector();
        long leftNanos = held.isEmpty() ? Long.MAX_VALUE : held.peek().untilNanos() - clock.nanoTime();
        if (leftNanos <= 0) {
            selector.selectNow();
        } else {
            selector.select(held.isEmpty() ? 0 : leftNanos / 1_000_000 + 1);
        }
        selector.selectedKeys().clear();
    }

    /** A place that is free stays so until this thread takes it. */
    private boolean takesMore() {
        return overLimit == OverLimit.WAIT ? places.hasPlace() : held.size() < HELD_MAX;
    }

    private int settleHeld() throws IOException {
        int settled = 0;
        while (!held.isEmpty() && (places.hasPlace() || held.peek().untilNanos() - clock.nanoTime() <= 0)) {
            SocketChannel channel = held.poll().channel();
            TcpConnection connection = places.admit(channel);
            if (connection == null) {
                places.refuse(channel);
            } else {
                clients.accept(connection);
            }
            settled++;
        }
        return settled;
    }

    private int take(SocketChannel channel) {
        TcpConnection connection = held.isEmpty() ? places.admit(channel) : null;
        if (connection == null) {
            held.add(new Held(channel, clock.nanoTime() + HOLD_NANOS));
        } else {
            clients.accept(connection);
        }
        return 1;
    }
}
