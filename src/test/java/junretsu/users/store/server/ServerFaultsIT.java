package junretsu.users.store.server;

import static junretsu.users.store.SampleAccounts.account;
import static junretsu.users.store.SampleAccounts.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import junretsu.config.StartException;
import junretsu.config.UsageException;
import junretsu.testing.MariaServer;
import junretsu.testing.Waiting;
import junretsu.users.account.Account;
import junretsu.users.account.StoreUnavailable;
import junretsu.users.account.UserStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database server that fails in every way: each call ends, nothing wrong is said, and it goes on alone. */
class ServerFaultsIT {
    private static final int TIMEOUT_MS = 1_500;

    private static final int CONNECTIONS = 6;
    private static final int PATIENT_MS = 20_000;

    /** Longer than a statement waits for a lock at a time, so that it is tried again. */
    private static final long LOCKED_MS = 1_300;

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static MariaServer server;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private String database;
    private String url;
    private ServerUsers users;
    private UserStore store;

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
        database = "faults" + DATABASES.incrementAndGet();
        url = server.url(database);
        users = ServerFixture.open(url, CONNECTIONS, TIMEOUT_MS, log);
        store = users.users();
        get(store.add(account("alice", "one", 1)));
    }

    @AfterEach
    void close() throws Exception {
        Waiting.until("all connections to be given back", () -> users.active() == 0);
        users.close();
    }

    private void assertFindFails() {
        assertUnavailable(store.find("alice"));
    }

    private void assertChangeFails() {
        assertUnavailable(store.replace(account("alice", "x", 99)));
        assertUnavailable(store.add(account("new", "x", 1)));
    }

    private static void assertUnavailable(CompletionStage<?> call) {
        assertThatThrownBy(() -> get(call)).isInstanceOf(StoreUnavailable.class);
    }

    private void awaitRecovery() throws Exception {
        Waiting.until("the store to work again: " + log, () -> store.problem() == null);
        Account alice = get(store.find("alice"));
        assertThat(get(store.replace(account("alice", "again", alice.version() + 1))))
                .isTrue();
    }

    @Test
    void aServerThatWasKilledIsUsedAgainOnceItIsBack() throws Exception {
        server.kill();
        assertFindFails();
        assertChangeFails();
        Waiting.until("the problem", () -> store.problem() != null);
        assertThat(store.problem()).contains("does not answer");
        server.restart();
        awaitRecovery();
    }

    @Test
    void aServerThatStandsStillIsGivenUp() throws Exception {
        server.pause();
        try {
            List<CompletionStage<Account>> calls = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                calls.add(store.find("alice"));
            }
            calls.forEach(ServerFaultsIT::assertUnavailable);
            assertChangeFails();
        } finally {
            server.resume();
        }
        awaitRecovery();
    }

    @Test
    void aServerThatTakesNoChangesStillAnswersQuestions() throws Exception {
        server.root("SET GLOBAL read_only = 1");
        try {
            assertChangeFails();
            assertThat(store.problem()).contains("may not be written");
            assertThat(get(store.find("alice")).nickname()).isEqualTo("one");
            assertThat(store.problem()).isNotNull();
        } finally {
            server.root("SET GLOBAL read_only = 0");
        }
        awaitRecovery();
    }

    @Test
    void aChangeWaitsForALockAndIsGivenUp() throws Exception {
        try (Connection other = server.connectAsRoot();
                Statement statement = other.createStatement()) {
            statement.execute("FLUSH TABLES WITH READ LOCK");
            assertChangeFails();
            assertThat(get(store.find("alice")).nickname()).isEqualTo("one");
            statement.execute("UNLOCK TABLES");
        }
        awaitRecovery();
    }

    @Test
    void aChangeThatMeetsALockIsMadeWhenTheLockGoes() throws Exception {
        users.close();
        users = ServerFixture.open(url, CONNECTIONS, PATIENT_MS, log);
        store = users.users();
        CompletionStage<Boolean> change;
        try (Connection other = server.connectAsRoot();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM " + database + ".account FOR UPDATE");
            change = store.replace(account("alice", "two", 2));
            Waiting.sleep(LOCKED_MS);
            assertThat(change.toCompletableFuture()).isNotDone();
            other.commit();
        }
        assertThat(get(change)).isTrue();
        assertThat(get(store.find("alice")).nickname()).isEqualTo("two");
    }

    @Test
    void aServerWithFewConnectionsIsUsedWithThoseThereAre() throws Exception {
        users.close();
        server.root("GRANT USAGE ON *.* TO 'junretsu'@'127.0.0.1' WITH MAX_USER_CONNECTIONS 2");
        try {
            users = ServerFixture.open(url, CONNECTIONS, TIMEOUT_MS, log);
            store = users.users();
            List<CompletionStage<Boolean>> added = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                added.add(store.add(account("few" + i, "x", 1)));
            }
            for (CompletionStage<Boolean> each : added) {
                assertThat(get(each)).isTrue();
            }
            assertThat(users.connections()).isBetween(1, 2);
        } finally {
            server.root("GRANT USAGE ON *.* TO 'junretsu'@'127.0.0.1' WITH MAX_USER_CONNECTIONS 0");
        }
    }

    @Test
    void connectionsThatAreKilledAreReplaced() throws Exception {
        int failed = 0;
        for (int round = 0; round < 5; round++) {
            killConnections();
            for (int i = 0; i < 50; i++) {
                try {
                    get(store.find("alice"));
                } catch (StoreUnavailable e) {
                    failed++;
                }
            }
        }
        assertThat(failed).as("each killed connection fails one call at most").isLessThanOrEqualTo(5 * CONNECTIONS);
        awaitRecovery();
        Waiting.until("all connections to be back", () -> users.connections() == CONNECTIONS);
    }

    private static void killConnections() throws SQLException {
        try (Connection root = server.connectAsRoot();
                Statement list = root.createStatement();
                Statement kill = root.createStatement();
                ResultSet ids =
                        list.executeQuery("SELECT id FROM information_schema.processlist WHERE user = 'junretsu'")) {
            while (ids.next()) {
                kill.execute("KILL " + ids.getLong(1));
            }
        }
    }

    @Test
    void whatTheDatabaseIsNotForIsSaidAtTheStart() throws Exception {
        assertThatThrownBy(() -> ServerFixture.open(server.url("mysql"), 1, TIMEOUT_MS, log))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("another application");
        server.root("INSERT INTO " + database + ".schema_version VALUES (99)");
        assertThatThrownBy(() -> ServerFixture.open(url, 1, TIMEOUT_MS, log))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("newer junretsu");
        assertThatThrownBy(() -> ServerFixture.open("jdbc:mariadb://127.0.0.1:1/none", 1, TIMEOUT_MS, log))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("127.0.0.1:1/none")
                .hasMessageContaining("does not answer");
        assertThatThrownBy(() -> ServerFixture.open("jdbc:mysql://127.0.0.1/x", 1, TIMEOUT_MS, log))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("jdbc:mariadb:");
        assertThatThrownBy(() -> ServerFixture.open("jdbc:mariadb://db.example/x", 1, TIMEOUT_MS, log))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("sslMode=verify-full");
    }
}
