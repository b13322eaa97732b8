package junretsu.items.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import junretsu.testing.RedisCluster;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;

/** A Redis Cluster of three, over which the 16 shards of each tenant are spread. */
class SharedClusterIT {
    private static final String SET = "junretsu:{items:e:%d}:set:0:a";

    @Test
    void itemsAreSpreadOverAllServersAndStayExactWhenOneIsLost() {
        try (RedisCluster cluster = RedisCluster.start()) {
            String seeds = cluster.servers().stream().map(RedisServer::url).collect(Collectors.joining(","));
            try (SharingNode a = SharingNode.start("a", seeds, 0);
                    SharingNode b = SharingNode.start("b", seeds, 0)) {
                a.node.commit("a", SharingNode.ids(0, 10_000));
                b.node.commit("a", SharingNode.ids(5_000, 15_000));
                a.awaitCount("a", 15_000);
                for (RedisServer server : cluster.servers()) {
                    assertThat((Long) server.command("DBSIZE")).isGreaterThan(0);
                }

                cluster.servers().get(1).kill();
                a.node.commit("a", SharingNode.ids(15_000, 16_000));
                Waiting.until("a fault", () -> !a.shared.state().equals("ok"));
                assertThat(a.count("a")).isEqualTo(-1);
                assertThat(a.shared.itemsBehind()).isBetween(1L, 11_000L);
                cluster.servers().get(1).restart();
                a.awaitCount("a", 16_000);
                b.awaitCount("a", 16_000);
                a.awaitState("ok");
            }
        }
    }

    @Test
    void aShardThatIsMovedToAnotherServerIsFollowed() {
        try (RedisCluster cluster = RedisCluster.start()) {
            String url = cluster.servers().get(0).url().replace("redis:", "redis+cluster:");
            try (SharingNode a = SharingNode.start("a", url, 0)) {
                a.node.commit("a", SharingNode.ids(0, 10_000));
                a.awaitCount("a", 10_000);
                String key = String.format(SET, 3);
                RedisServer owner = cluster.owner(key);
                RedisServer other = cluster.servers().stream()
                        .filter(server -> server != owner)
                        .findFirst()
                        .orElseThrow();
                cluster.move(key, other);
                a.node.commit("a", SharingNode.ids(10_000, 20_000));
                a.awaitCount("a", 20_000);
                assertThat((Long) other.command("SCARD", key)).isGreaterThan(1_000);
            }
        }
    }
}
