package junretsu.items.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import junretsu.items.log.Tenant;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that count together in one Redis: each item counts once, whatever becomes of the Redis. */
class SharedItemsIT {
    private static final String SET_OF_A = "junretsu:{items:e:0}:set:0:a";

    @ParameterizedTest
    @CsvSource({"2,1", "4,1", "2,4", "4,16"})
    void anItemThatSeveralNodesTookCountsOnce(int nodeCount, int shards) {
        try (RedisServer redis = RedisServer.start()) {
            List<SharingNode> nodes = new ArrayList<>();
            for (int i = 0; i < nodeCount; i++) {
                nodes.add(SharingNode.start("n" + i, redis.url(), shards));
            }
            for (int i = 0; i < nodeCount; i++) {
                for (int part = 0; part < 10; part++) {
                    int from = i * 5_000 + part * 1_000;
                    nodes.get(i).node.commit("a", SharingNode.ids(from, from + 1_000));
                    nodes.get(i).node.commit("{b}:%/ü", SharingNode.ids(from, from + 10));
                }
            }
            for (SharingNode node : nodes) {
                node.awaitCount("a", (nodeCount + 1) * 5_000L);
                node.awaitCount("{b}:%/ü", (nodeCount + 1) * 50L);
                assertThat(node.count("nobody")).isZero();
                assertThat(node.shared.state()).isEqualTo("ok");
                assertThat(node.log).isEmpty();
            }
            nodes.forEach(SharingNode::close);
        }
    }

    @Test
    void aSetIsReadableByAnybody() {
        try (RedisServer redis = RedisServer.start();
                SharingNode node = SharingNode.start("n", redis.url(), 0)) {
            node.node.commit("a", SharingNode.ids(0, 3));
            node.node.commit("x {y}", SharingNode.ids(0, 2));
            node.node.commit("a", 86_400_000L, SharingNode.ids(0, 1));
            node.awaitInStep();
            assertThat(redis.command("SCARD", SET_OF_A)).isEqualTo(3L);
            assertThat(redis.command("SCARD", "junretsu:{items:e:0}:set:0:x%20%7By%7D"))
                    .isEqualTo(2L);
            assertThat(redis.command("SCARD", SET_OF_A + ":86400000")).isEqualTo(1L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aRedisThatLostEverythingGetsItBackFromAllNodes(int shards) {
        try (RedisServer redis = RedisServer.start();
                SharingNode a = SharingNode.start("a", redis.url(), shards);
                SharingNode b = SharingNode.start("b", redis.url(), shards)) {
            a.node.commit("a", SharingNode.ids(0, 30_000));
            b.node.commit("a", SharingNode.ids(20_000, 50_000));
            a.awaitCount("a", 50_000);
            redis.command("FLUSHALL");
            a.node.commit("a", SharingNode.ids(50_000, 60_000));
            a.awaitCount("a", 60_000);
            b.awaitInStep();
            assertThat(a.log).anyMatch(line -> line.contains("shipped again from"));
        }
    }

    /** Also where the other node has put more into the set meanwhile than it ever held. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 5_000})
    void aSetThatWasLostIsNoticedAndShippedAgainByAllNodes(int added) {
        try (RedisServer redis = RedisServer.start();
                SharingNode a = SharingNode.start("a", redis.url(), 1);
                SharingNode b = SharingNode.start("b", redis.url(), 1);
                SharingNode c = SharingNode.start("c", redis.url(), 1)) {
            a.node.commit("a", SharingNode.ids(0, 100));
            b.node.commit("a", SharingNode.ids(100, 200));
            b.node.commit("b", SharingNode.ids(0, 100));
            a.awaitCount("a", 200);
            b.awaitInStep();
            redis.command("DEL", SET_OF_A);
            c.node.commit("a", SharingNode.ids(1_000, 1_000 + added));
            c.awaitCount("a", 200 + added);
            assertThat(redis.hash("junretsu:{items:e:0}:sets").get("0:a")).isEqualTo("3");
            assertThat(redis.hash("junretsu:{items:e:0}:sets").get("0:b")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursors", "sets", "event", "generations", "erasures"})
    void whatIsLostOfTheBookkeepingIsMadeAnew(String key) {
        try (RedisServer redis = RedisServer.start();
                SharingNode a = SharingNode.start("a", redis.url(), 1);
                SharingNode b = SharingNode.start("b", redis.url(), 1)) {
            a.node.commit("gone", SharingNode.ids(0, 100));
            a.awaitInStep();
            b.shared.erase("gone").toCompletableFuture().join();
            b.node.commit("gone", SharingNode.ids(0, 7));
            a.awaitCount("gone", 7);
            String prefix =
                    key.equals("cursors") || key.equals("sets") ? "junretsu:{items:e:0}:" : "junretsu:{items:e}:";
            redis.command("DEL", prefix + key);
            a.node.commit("a", SharingNode.ids(0, 100));
            b.node.commit("a", SharingNode.ids(50, 150));
            a.awaitCount("a", 150);
            a.awaitCount("gone", 7);
            assertThat(a.shared.generation("gone")).isEqualTo(1);
            Waiting.until(
                    "the erasure to be known again",
                    () -> redis.hash("junretsu:{items:e}:generations").equals(Map.of("gone", "1"))
                            && redis.command("ZCARD", "junretsu:{items:e}:erasures")
                                    .equals(1L));
            Waiting.until("the state ok", () -> a.shared.state().equals("ok"));
        }
    }

    @Test
    void aRedisThatCameBackOlderGetsTheRestAgain() throws Exception {
        try (RedisServer redis = RedisServer.start();
                SharingNode a = SharingNode.start("a", redis.url(), 2);
                SharingNode b = SharingNode.start("b", redis.url(), 2)) {
            a.node.commit("a", SharingNode.ids(0, 1_000));
            a.awaitCount("a", 1_000);
            a.awaitInStep();
            redis.command("SAVE");
            Path dump = redis.directory().resolve("dump.rdb");
            Path older = Files.copy(dump, redis.directory().resolve("older.rdb"), StandardCopyOption.REPLACE_EXISTING);
            a.node.commit("a", SharingNode.ids(1_000, 2_000));
            b.node.commit("a", SharingNode.ids(1_500, 3_000));
            a.awaitCount("a", 3_000);
            redis.kill();
            Files.copy(older, dump, StandardCopyOption.REPLACE_EXISTING);
            redis.restart();
            a.awaitCount("a", 3_000);
            a.node.commit("a", SharingNode.ids(3_000, 3_001));
            b.awaitCount("a", 3_001);
        }
    }

    @Test
    void aRedisThatWasKilledWithoutItsDataGetsEverythingAgain() {
        try (RedisServer redis = RedisServer.start();
                SharingNode node = SharingNode.start("a", redis.url(), 1)) {
            node.node.commit("a", SharingNode.ids(0, 10_000));
            node.awaitCount("a", 10_000);
            node.awaitInStep();
            redis.kill();
            node.node.commit("a", SharingNode.ids(10_000, 20_000));
            node.awaitState("connect");
            assertThat(node.shared.itemsBehind()).isEqualTo(10_000);
            assertThat(node.shared.lagMs()).isPositive();
            assertThat(node.count("a")).isEqualTo(-1);
            redis.restart();
            node.awaitCount("a", 20_000);
            node.awaitState("ok");
            assertThat(node.log).anyMatch(line -> line.contains("ms after 'connect'"));
        }
    }

    @Test
    void whileRedisIsFullOrReadOnlyOrStalledCountingGoesOnAndNothingIsLost() {
        try (RedisServer redis = RedisServer.start();
                RedisServer master = RedisServer.start();
                SharingNode node = SharingNode.start("a", redis.url(), 1)) {
            node.node.commit("a", SharingNode.ids(0, 1_000));
            node.awaitCount("a", 1_000);

            redis.command("CONFIG", "SET", "maxmemory", "1");
            node.node.commit("a", SharingNode.ids(1_000, 2_000));
            node.awaitState("oom");
            redis.command("CONFIG", "SET", "maxmemory", "0");
            node.awaitCount("a", 2_000);

            redis.command("CONFIG", "SET", "min-replicas-to-write", "1");
            node.node.commit("a", SharingNode.ids(2_000, 3_000));
            node.awaitState("noreplicas");
            redis.command("CONFIG", "SET", "min-replicas-to-write", "0");
            node.awaitCount("a", 3_000);

            redis.pause();
            node.node.commit("a", SharingNode.ids(3_000, 4_000));
            node.awaitState("timeout");
            redis.resume();
            node.awaitCount("a", 4_000);

            redis.command("REPLICAOF", "127.0.0.1", Integer.toString(master.port()));
            node.node.commit("a", SharingNode.ids(4_000, 5_000));
            Waiting.until("a fault", () -> !node.shared.state().equals("ok"));
            redis.command("REPLICAOF", "NO", "ONE");
            node.awaitCount("a", 5_000);
            node.awaitState("ok");
        }
    }

    @Test
    void aTenantErasedOnOneNodeIsErasedOnAllAndStartsAnew() {
        try (RedisServer redis = RedisServer.start();
                SharingNode a = SharingNode.start("a", redis.url(), 2);
                SharingNode b = SharingNode.start("b", redis.url(), 2)) {
            a.node.commit("a", SharingNode.ids(0, 1_000));
            b.node.commit("a", SharingNode.ids(500, 1_500));
            b.node.commit("a", 60_000, SharingNode.ids(0, 10));
            a.awaitCount("a", 1_500);
            b.awaitInStep();
            assertThat(a.shared.erase("a").toCompletableFuture().join()).isEqualTo(1_500);
            assertThat(a.count("a")).isZero();
            Waiting.until("b to follow", () -> b.shared.generation("a") == 1);
            assertThat(b.node.ids("a")).isEmpty();
            Waiting.until("the sets to go", () -> ((List<?>) redis.command("KEYS", "*:set:*")).isEmpty());

            b.node.commit("a", SharingNode.ids(0, 10));
            b.awaitCount("a", 10);
            a.awaitCount("a", 10);
            assertThat(b.shared.erase("a").toCompletableFuture().join()).isEqualTo(10);
            a.awaitCount("a", 0);
        }
    }

    @Test
    void aNodeThatWasAwayErasesWhatWasErasedMeanwhileBeforeItShips() {
        Path directory = SharingNode.directory();
        MemoryNode away = new MemoryNode("away");
        away.commit("a", SharingNode.ids(0, 100));
        try (RedisServer redis = RedisServer.start();
                SharingNode a = SharingNode.start("a", redis.url(), 1)) {
            a.node.commit("a", SharingNode.ids(0, 50));
            a.awaitCount("a", 50);
            a.shared.erase("a").toCompletableFuture().join();
            try (SharingNode back = new SharingNode(away, directory, redis.url(), 1, 1_000)) {
                back.awaitInStep();
                assertThat(back.node.ids("a")).isEmpty();
                assertThat((List<?>) redis.command("KEYS", "*:set:*")).isEmpty();
            }
        }
    }

    @Test
    void aNodeThatStartsAgainGoesOnWhereItWasAndOneWhoseDirectoryWasPutBackShipsAll() {
        Path directory = SharingNode.directory();
        MemoryNode node = new MemoryNode("a");
        try (RedisServer redis = RedisServer.start()) {
            try (SharingNode first = new SharingNode(node, directory, redis.url(), 1, 1_000)) {
                for (int i = 0; i < 10; i++) {
                    node.commit("a", SharingNode.ids(100 * i, 100 * i + 100));
                }
                first.awaitCount("a", 1_000);
                first.awaitInStep();
            }
            node.commit("a", SharingNode.ids(1_000, 1_001));
            try (SharingNode second = new SharingNode(node, directory, redis.url(), 1, 1_000)) {
                second.awaitCount("a", 1_001);
                second.awaitInStep();
                assertThat(second.shared.shipped()).isEqualTo(1);
            }
            MemoryNode older = node.asOf(5);
            for (int i = 0; i < 20; i++) {
                older.commit("a", SharingNode.ids(5_000 + i, 5_001 + i));
            }
            try (SharingNode third = new SharingNode(older, SharingNode.directory(), redis.url(), 1, 1_000)) {
                third.awaitCount("a", 1_021);
            }
        }
    }

    @Test
    void atItsEndANodeShipsWhatIsCommittedAndSaysWhatIsLeft() {
        try (RedisServer redis = RedisServer.start()) {
            SharingNode node = SharingNode.start("a", redis.url(), 1);
            node.awaitState("ok");
            for (int i = 0; i < 100; i++) {
                node.node.commit("a", SharingNode.ids(1_000 * i, 1_000 * i + 1_000));
            }
            node.close();
            assertThat(redis.command("SCARD", SET_OF_A)).isEqualTo(100_000L);
            assertThat(node.log).isEmpty();

            SharingNode late = SharingNode.start("b", redis.url(), 1);
            late.awaitState("ok");
            redis.kill();
            late.node.commit("a", SharingNode.ids(0, 10));
            late.close();
            assertThat(late.log).anyMatch(line -> line.contains("10 items are in this node's log"));
        }
    }

    @Test
    void whoWaitsForRedisIsToldWhenItHasTheItemsOrThatItTookTooLong() {
        try (RedisServer redis = RedisServer.start();
                SharingNode node = SharingNode.start("a", redis.url(), 4)) {
            AtomicReference<Object> answer = new AtomicReference<>();
            node.shared.whenShipped(
                    node.node.commit("a", SharingNode.ids(0, 100)), e -> answer.set(e == null ? "there" : e));
            Waiting.until("an answer", () -> answer.get() != null);
            assertThat(answer.get()).isEqualTo("there");
            assertThat(node.count("a")).isEqualTo(100);

            redis.pause();
            AtomicReference<Throwable> late = new AtomicReference<>();
            node.shared.whenShipped(node.node.commit("a", SharingNode.ids(100, 101)), late::set);
            Waiting.until("an answer", () -> late.get() != null);
            assertThat(late.get()).hasMessageContaining("not in Redis yet");
            redis.resume();
            node.awaitCount("a", 101);
        }
    }

    @Test
    void windowsAreCountedApart() {
        try (RedisServer redis = RedisServer.start();
                SharingNode node = SharingNode.start("a", redis.url(), 2)) {
            node.node.commit("a", SharingNode.ids(0, 100));
            node.node.commit("a", 1_000, SharingNode.ids(0, 40));
            node.awaitCount("a", 100);
            node.awaitInStep();
            assertThat(node.shared.count("a", 1_000).toCompletableFuture().join())
                    .isEqualTo(40);
            assertThat(node.shared
                            .count("a", Tenant.TOTAL)
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(100);
        }
    }
}
