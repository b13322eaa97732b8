package junretsu.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import junretsu.store.FlushOutcome;
import junretsu.store.Store;
import junretsu.testing.RedisCluster;
import junretsu.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** A Redis Cluster of three: all keys of an event are in one slot, wherever that is. */
class RedisClusterIT {

    @Test
    void findsTheEventsServerFromAnyOtherAndFollowsItsSlot() {
        try (RedisCluster cluster = RedisCluster.start()) {
            RedisServer owner = cluster.owner(Nodes.COUNTS);
            RedisServer other = cluster.servers().stream()
                    .filter(server -> server != owner)
                    .findFirst()
                    .orElseThrow();
            try (Store store = Nodes.open(other.url().replace("redis:", "redis+cluster:"), "a")) {
                assertThat(store.flush(Nodes.counts(1), List.of())).isInstanceOf(FlushOutcome.Applied.class);
                assertThat(Nodes.total(owner)).isEqualTo(1);

                cluster.move(Nodes.COUNTS, other);
                assertThat(store.flush(Nodes.counts(2), List.of())).isInstanceOf(FlushOutcome.Applied.class);
                assertThat(Nodes.total(other)).isEqualTo(2);
            }
        }
    }

    @Test
    void refusesWhileASlotIsBeingMovedAndWhileItsServerIsGone() {
        try (RedisCluster cluster = RedisCluster.start()) {
            RedisServer owner = cluster.owner(Nodes.COUNTS);
            String seeds = String.join(
                    ",", cluster.servers().stream().map(RedisServer::url).toList());
            try (Store store = Nodes.open(seeds, "a")) {
                assertThat(store.flush(Nodes.counts(1), List.of())).isInstanceOf(FlushOutcome.Applied.class);
                owner.kill();
                for (int i = 0; i < 5; i++) {
                    assertThat(store.flush(Nodes.counts(2), List.of())).isNotInstanceOf(FlushOutcome.Applied.class);
                }
                owner.restart();
                junretsu.testing.Waiting.until(
                        "the cluster", () -> store.flush(Nodes.counts(3), List.of()) instanceof FlushOutcome.Applied);
                assertThat(Nodes.total(owner)).isEqualTo(3);
            }
        }
    }
}
