package junretsu.users.blast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The clients of one loop, of which some are free for a next operation. For one thread at a time. */
final class UserClients {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Selector selector = Selector.open();
    private final List<UserClient> all = new ArrayList<>();
    private final Deque<UserClient> free = new ArrayDeque<>();

    /**
     * Connects all.
     *
     * @param loop from 0; the clients of all loops are numbered in turn
     * @throws IOException when the server does not take one, or the system no more
     */
    UserClients(InetSocketAddress target, int count, int loop, int loops) throws IOException {
        for (int i = 0; i < count; i++) {
            UserClient client = new UserClient(i * loops + loop, target, selector);
            all.add(client);
            client.connect();
            free.add(client);
        }
    }

    List<UserClient> all() {
        return Collections.unmodifiableList(all);
    }

    boolean hasFree() {
        return !free.isEmpty();
    }

    /** The client that has been free for longest. */
    UserClient take() {
        return free.poll();
    }

    void giveBack(UserClient client) {
        free.add(client);
    }

    /** Ends a client's connection. It is free again once it has another one. */
    void drop(UserClient client, long nowNanos) {
        free.remove(client);
        client.close(nowNanos + RETRY_NANOS);
    }

    /** Waits for what the connections have to tell; 0 for not at all. */
    void await(Consumer<SelectionKey> advance, long waitMs) throws IOException {
        if (waitMs > 0) {
            selector.select(advance, waitMs);
        } else {
            selector.selectNow(advance);
        }
    }

    void close() throws IOException {
        all.forEach(client -> client.close(0));
        selector.close();
    }
}
