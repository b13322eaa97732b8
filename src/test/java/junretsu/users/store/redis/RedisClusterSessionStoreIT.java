package junretsu.users.store.redis;

import static junretsu.users.store.SampleAccounts.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import junretsu.testing.RedisCluster;
import junretsu.testing.RedisServer;
import junretsu.users.account.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedisClusterSessionStoreIT extends RedisSessionStoreContract {
    private static final String KEY = "junretsu:{users}:probe";

    private static RedisCluster cluster;
    private static RedisServer keeper;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
        keeper = cluster.owner(KEY);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Override
    protected String urls() {
        return cluster.servers().stream().map(RedisServer::url).collect(Collectors.joining(","));
    }

    @Override
    protected RedisServer keeper() {
        return keeper;
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void sessionsMoveWithTheirSlot() throws Exception {
        Session session = opened(1, "alice");
        RedisServer to = cluster.servers().stream()
                .filter(server -> server != keeper)
                .findFirst()
                .orElseThrow();
        cluster.move(KEY, to);
        keeper = to;
        assertSame(get(store().find(session.tokenHash())), session);
        assertThat(get(store().end("alice", session.tokenHash()))).isTrue();
    }
}
