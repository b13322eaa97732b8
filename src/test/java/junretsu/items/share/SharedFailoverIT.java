package junretsu.items.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import junretsu.testing.FaultProxy;
import junretsu.testing.RedisCluster;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replica that lacks writes which its primary has acknowledged is promoted: the nodes notice and ship these again. */
class SharedFailoverIT {
    private static final int FAILOVERS = 5;

    /** Many times as long as a node takes to read of its own erasure. */
    private static final int FOLLOW_MS = 200;

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aPromotedReplicaThatLaggedIsFilledAgain(int shards) {
        try (RedisServer primary = RedisServer.start();
                RedisServer replica = RedisServer.start();
                FaultProxy address = FaultProxy.before(primary.port());
                SharingNode a = SharingNode.start("a", url(address), shards);
                SharingNode b = SharingNode.start("b", url(address), shards)) {
            a.node.commit("a", SharingNode.ids(0, 10_000));
            b.node.commit("gone", SharingNode.ids(0, 1_000));
            a.awaitCount("a", 10_000);
            b.awaitInStep();
            replica.follow(primary);
            primary.leaveReplicasBehind();

            a.node.commit("a", SharingNode.ids(10_000, 20_000));
            b.node.commit("a", SharingNode.ids(15_000, 30_000));
            b.node.commit("late", SharingNode.ids(0, 1_000));
            a.shared.erase("gone").toCompletableFuture().join();
            a.awaitCount("a", 30_000);
            b.awaitCount("late", 1_000);
            Waiting.until("the erasure by all", () -> b.shared.generation("gone") == 1);
            a.awaitInStep();
            b.awaitInStep();
            fail(primary, replica, address);

            for (SharingNode node : List.of(a, b)) {
                node.awaitCount("a", 30_000);
                node.awaitCount("late", 1_000);
                node.awaitCount("gone", 0);
                node.awaitInStep();
                assertThat(node.log).anyMatch(line -> line.contains("shipped again from"));
            }
            b.node.commit("gone", SharingNode.ids(0, 7));
            a.awaitCount("gone", 7);
            a.node.commit("a", SharingNode.ids(29_999, 30_001));
            b.awaitCount("a", 30_001);
        }
    }

    /** The primary dies with the last writes, and takes the address with it. */
    private static void fail(RedisServer primary, RedisServer replica, FaultProxy address) {
        Object before = replica.command("DBSIZE");
        primary.kill();
        address.cut();
        assertThat(replica.command("DBSIZE")).as("the replica lags").isEqualTo(before);
        replica.command("REPLICAOF", "NO", "ONE");
        address.turnTo(replica.port());
    }

    /** The replica numbers the next erasure as its primary had numbered the one that it lacks. */
    @Test
    void anErasureThatAPromotedReplicaLackedIsStillKnownToTheNodeAndSoIsTheNextOne() {
        try (RedisServer primary = RedisServer.start();
                RedisServer replica = RedisServer.start();
                FaultProxy address = FaultProxy.before(primary.port());
                SharingNode a = SharingNode.start("a", url(address), 1)) {
            a.node.commit("x", SharingNode.ids(0, 100));
            a.node.commit("y", SharingNode.ids(0, 100));
            a.awaitCount("y", 100);
            a.awaitInStep();
            replica.follow(primary);
            primary.leaveReplicasBehind();
            a.shared.erase("x").toCompletableFuture().join();
            Waiting.sleep(FOLLOW_MS);
            primary.kill();
            address.cut();
            replica.command("REPLICAOF", "NO", "ONE");
            try (SharingNode b = SharingNode.start("b", replica.url(), 1)) {
                b.awaitState("ok");
                b.shared.erase("y").toCompletableFuture().join();
                address.turnTo(replica.port());
                Waiting.until("the erasure of y by a", () -> a.shared.generation("y") == 1);
                Waiting.until("the erasure of x by b", () -> b.shared.generation("x") == 1);
                for (SharingNode node : List.of(a, b)) {
                    node.awaitCount("x", 0);
                    node.awaitCount("y", 0);
                }
            }
        }
    }

    @Test
    void itemsThatComeWhileTheFailoverIsUnderWayAreThereAfterwards() {
        Deque<RedisServer> servers = new ArrayDeque<>(List.of(RedisServer.start()));
        try (FaultProxy address = FaultProxy.before(servers.getLast().port());
                SharingNode a = SharingNode.start("a", url(address), 2);
                SharingNode b = SharingNode.start("b", url(address), 2)) {
            int sent = 0;
            for (int round = 0; round < FAILOVERS; round++) {
                sent = commit(a, b, sent);
                a.awaitCount("a", sent);
                RedisServer primary = servers.getLast();
                RedisServer replica = RedisServer.start();
                servers.add(replica);
                replica.follow(primary);
                primary.leaveReplicasBehind();
                sent = commit(a, b, sent);
                Waiting.sleep(round * 20);
                fail(primary, replica, address);
                sent = commit(a, b, sent);
            }
            a.awaitCount("a", sent);
            b.awaitCount("a", sent);
        } finally {
            servers.forEach(RedisServer::close);
        }
    }

    /** Items of which each node gets half, and both some; returns how many there are then. */
    private static int commit(SharingNode a, SharingNode b, int from) {
        for (int i = from; i < from + 4_000; i += 100) {
            a.node.commit("a", SharingNode.ids(i, i + 60));
            b.node.commit("a", SharingNode.ids(i + 40, i + 100));
        }
        return from + 4_000;
    }

    @Test
    void aReplicaOfAClusterThatLaggedAndTakesOverIsFilledAgain() {
        try (RedisCluster cluster = RedisCluster.start();
                RedisServer replica = cluster.replicaOf(cluster.servers().get(1))) {
            RedisServer primary = cluster.servers().get(1);
            String seeds = cluster.servers().stream().map(RedisServer::url).collect(Collectors.joining(","));
            try (SharingNode a = SharingNode.start("a", seeds, 0);
                    SharingNode b = SharingNode.start("b", seeds, 0)) {
                a.node.commit("a", SharingNode.ids(0, 10_000));
                a.awaitCount("a", 10_000);
                primary.leaveReplicasBehind();
                b.node.commit("a", SharingNode.ids(5_000, 30_000));
                b.awaitCount("a", 30_000);
                b.awaitInStep();
                primary.kill();
                replica.command("CLUSTER", "FAILOVER", "TAKEOVER");
                a.awaitCount("a", 30_000);
                b.awaitInStep();
                b.awaitCount("a", 30_000);
                assertThat(b.log).anyMatch(line -> line.contains("shipped again from"));
            }
        }
    }

    private static String url(FaultProxy address) {
        return "redis://127.0.0.1:" + address.port();
    }
}
