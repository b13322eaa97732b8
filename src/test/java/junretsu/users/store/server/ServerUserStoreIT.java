package junretsu.users.store.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import junretsu.testing.MariaServer;
import junretsu.users.account.UserStore;
import junretsu.users.store.SeedContract;
import junretsu.users.store.SeedTarget;
import junretsu.users.store.UserStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

class ServerUserStoreIT extends UserStoreContract {
    private static final int TIMEOUT_MS = 10_000;
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static MariaServer server;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private String url;
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
        url = server.url("contract" + DATABASES.incrementAndGet());
        users = ServerFixture.open(url, 8, TIMEOUT_MS, log);
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
    protected UserStore reopened() throws Exception {
        users.close();
        users = ServerFixture.open(url, 8, TIMEOUT_MS, log);
        return users.users();
    }

    @Nested
    class Seeded extends SeedContract {
        @Override
        protected UserStore store() {
            return users.users();
        }

        @Override
        protected SeedTarget target() {
            return users.seedTarget();
        }
    }
}
