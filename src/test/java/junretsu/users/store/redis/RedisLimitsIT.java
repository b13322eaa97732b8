package junretsu.users.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import junretsu.base.Clock;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import junretsu.users.account.StoreUnavailable;
import junretsu.users.limit.LoginLimits;
import junretsu.users.limit.LoginLimitsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits of two back ends over one Redis. */
class RedisLimitsIT extends LoginLimitsContract {
    private static RedisServer redis;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private RedisUsers here;
    private RedisUsers beside;
    private boolean isBeside;

    @BeforeAll
    static void start() {
        redis = RedisServer.start("--appendonly", "yes", "--appendfsync", "always");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        here = RedisSessionStoreContract.opened(redis.url(), Clock.SYSTEM, log);
        beside = RedisSessionStoreContract.opened(redis.url(), Clock.SYSTEM, log);
    }

    @AfterEach
    void close() throws Exception {
        here.close();
        beside.close();
        redis.command("FLUSHALL");
    }

    /** One of the two, in turn. */
    @Override
    protected LoginLimits limits() {
        isBeside = !isBeside;
        return isBeside ? beside.limits() : here.limits();
    }

    @Override
    protected void pass(long ms) {
        RedisSessionStoreContract.pass(redis, ms);
    }

    @Override
    protected long slackMs() {
        return 10_000;
    }

    @Test
    void aRestartForgetsNothing() throws Exception {
        fail("alice", HERE, 20);
        here.close();
        beside.close();
        redis.kill();
        redis.restart();
        open();
        assertThat(check("alice", HERE, false)).isNotNull();
    }

    @Test
    void limitsThatCannotBeReachedLetNobodyTry() {
        fail("alice", HERE, 20);
        redis.kill();
        for (String name : List.of("alice", "bob")) {
            assertThatThrownBy(() -> check(name, HERE, false)).hasCauseInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> fail(name, HERE, 1)).hasCauseInstanceOf(StoreUnavailable.class);
        }
        redis.restart();
        Waiting.until("Redis to be used again", () -> here.sessions().problem() == null);
        Waiting.until("the other too", () -> beside.sessions().problem() == null);
        assertThat(check("alice", HERE, false)).isNotNull();
        assertThat(check("bob", HERE, false)).isNull();
    }

    @Test
    void nothingIsKeptForever() {
        fail("alice", HERE, 3);
        List<?> keys = (List<?>) redis.command("KEYS", "junretsu:{users}:f:*");
        assertThat(keys).hasSize(3);
        for (Object key : keys) {
            assertThat((Long) redis.command("PTTL", (String) key)).isBetween(1L, 900_000L);
        }
        succeeded("alice", HERE);
        Waiting.until("the user's to be forgotten", () -> ((List<?>) redis.command("KEYS", "*:f:*")).size() == 1);
    }
}
