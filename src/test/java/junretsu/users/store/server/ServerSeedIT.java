package junretsu.users.store.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import junretsu.testing.MariaServer;
import junretsu.users.account.UserStore;
import junretsu.users.store.SeedContract;
import junretsu.users.store.SeedTarget;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class ServerSeedIT extends SeedContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static MariaServer server;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private ServerUsers users;

    @BeforeAll
    static void start() {
        server = MariaServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws Exception {
        users = ServerFixture.open(server.url("seed" + DATABASES.incrementAndGet()), 2, 10_000, log);
    }

    @AfterEach
    void close() throws Exception {
        users.close();
    }

    @Override
    protected UserStore store() {
        return users.users();
    }

    @Override
    protected SeedTarget target() {
        return users.seedTarget();
    }
}
