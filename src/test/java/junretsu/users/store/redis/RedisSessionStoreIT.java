package junretsu.users.store.redis;

import static junretsu.users.store.SampleAccounts.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import junretsu.base.Clock;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import junretsu.users.account.Session;
import junretsu.users.account.StoreUnavailable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisSessionStoreIT extends RedisSessionStoreContract {
    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start("--appendonly", "yes", "--appendfsync", "always");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    protected String urls() {
        return redis.url();
    }

    @Override
    protected RedisServer keeper() {
        return redis;
    }

    private void assertUnavailable(Session session) {
        assertThatThrownBy(() -> get(store().find(session.tokenHash()))).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> get(store().open(session(9, "alice")))).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> get(store().end("alice", session.tokenHash()))).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> get(store().endAll("alice", null))).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> get(store().list("alice"))).isInstanceOf(StoreUnavailable.class);
    }

    private void awaitAnswer() {
        Waiting.until("Redis to be used again", () -> store().problem() == null);
    }

    @Test
    void aRedisThatIsAwayIsNotOneWithoutTheSession() throws Exception {
        Session session = opened(1, "alice");
        redis.kill();
        assertUnavailable(session);
        assertThat(store().problem()).startsWith("Redis: ");
        redis.restart();
        awaitAnswer();
        assertSame(get(store().find(session.tokenHash())), session);
        assertThat(log).hasSize(2);
    }

    @Test
    void aRedisThatStandsStillIsGivenUp() throws Exception {
        Session session = opened(1, "alice");
        redis.pause();
        try {
            assertUnavailable(session);
        } finally {
            redis.resume();
        }
        awaitAnswer();
        assertSame(get(store().find(session.tokenHash())), session);
    }

    @Test
    void aRedisThatTakesNoWritesIsAProblem() throws Exception {
        Session session = opened(1, "alice");
        redis.command("REPLICAOF", "127.0.0.1", "1");
        assertThatThrownBy(() -> get(store().open(session(9, "alice")))).isInstanceOf(StoreUnavailable.class);
        assertThat(store().problem()).contains("READONLY");
        redis.command("REPLICAOF", "NO", "ONE");
        awaitAnswer();
        get(store().open(session(9, "alice")));
    }

    @Test
    void scriptsThatRedisForgotAreSentAgain() throws Exception {
        opened(1, "alice");
        redis.command("SCRIPT", "FLUSH");
        Session session = opened(2, "alice");
        assertThat(get(store().list("alice"))).hasSize(2);
        redis.command("SCRIPT", "FLUSH");
        assertThat(get(store().end("alice", session.tokenHash()))).isTrue();
    }

    @Test
    void nothingIsLeftOfSessionsThatAreOver() throws Exception {
        opened(1, "alice");
        opened(2, "bob");
        pass(IDLE_MS);
        Waiting.until("the keys to go", () -> ((List<?>) redis.command("KEYS", "*")).isEmpty());
    }

    @Test
    void aMalformedValueIsNoSessionThatIsMissing() throws Exception {
        Session session = session(1, "alice");
        String key = "junretsu:{users}:s:" + HexFormat.of().formatHex(session.tokenHash());
        redis.command("SET", key, "\u0001");
        assertThatThrownBy(() -> get(store().find(session.tokenHash())))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("cut short");
    }

    @Test
    void aRedisThatMayThrowSessionsAwayIsWarnedOf() throws Exception {
        redis.command("CONFIG", "SET", "maxmemory-policy", "volatile-lru");
        try (RedisUsers other = opened(redis.url(), Clock.SYSTEM, log)) {
            get(other.sessions().list("alice"));
            Waiting.until("the warning", () -> !log.isEmpty());
        } finally {
            redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
        }
        assertThat(log).singleElement().asString().contains("volatile-lru", "throw sessions away");
    }

    @Test
    void twoBackEndsSeeTheSameSessions() throws Exception {
        try (RedisUsers other = opened(redis.url(), Clock.SYSTEM, log)) {
            Session session = opened(1, "alice");
            assertSame(get(other.sessions().find(session.tokenHash())), session);
            assertThat(get(other.sessions().endAll("alice", null))).isEqualTo(1);
            assertThat(get(store().find(session.tokenHash()))).isNull();
        }
    }
}
