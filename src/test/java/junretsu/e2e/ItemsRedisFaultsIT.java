package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import junretsu.testing.FaultProxy;
import junretsu.testing.ItemFlood;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.OwnCounts;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.Soak;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes and a Redis that goes away, comes back empty, stands still or is full, in mid-flood: in the end each count is exact. */
class ItemsRedisFaultsIT {
    private static final int CLIENTS = 6;

    @TempDir
    Path data;

    @TempDir
    Path otherData;

    private JunretsuProcess one;
    private JunretsuProcess two;

    private ItemFlood begin(String redis) {
        one = JunretsuProcess.serveItems(Setup.oldest(), data, flags(redis, "127.0.0.1:0"));
        two = JunretsuProcess.serveItems(Setup.newest(), otherData, flags(redis, "127.0.0.1:0"));
        ItemFlood flood = ItemFlood.at(CLIENTS, one.http(), two.http());
        flood.awaitMore(CLIENTS);
        return flood;
    }

    private static String[] flags(String redis, String address) {
        return new String[] {"--redis", redis, "--redis-timeout", "300ms", "--http", address};
    }

    @AfterEach
    void end() {
        one.close();
        two.close();
    }

    @Test
    void aNodeKilledWhileRedisIsAwayLosesNothing() {
        try (RedisServer redis = RedisServer.start("--appendonly", "yes");
                ItemFlood flood = begin(redis.url())) {
            for (int round = 0; round < Soak.rounds(2, 10); round++) {
                redis.kill();
                awaitLag();
                BitSet acknowledged = killOne(flood, redis);
                flood.awaitMore(CLIENTS);
                redis.restart();
                flood.awaitMore(CLIENTS);
                requireSomewhere(flood, acknowledged);
            }
            requireConverged(flood);
        }
    }

    @Test
    void aRedisThatLosesItsDataInAFloodHasAllOfItAgain() {
        try (RedisServer redis = RedisServer.start();
                ItemFlood flood = begin(redis.url())) {
            for (int round = 0; round < Soak.rounds(2, 10); round++) {
                Waiting.until("something shipped", () -> (long) redis.command("DBSIZE") > 0);
                redis.kill();
                awaitLag();
                redis.restart();
                flood.awaitMore(2 * CLIENTS);
            }
            requireConverged(flood);
        }
    }

    @Test
    void aRedisThatStandsStillOrIsFullIsSaidAndHoldsNobodyUp() {
        try (RedisServer redis = RedisServer.start("--maxmemory-policy", "noeviction");
                ItemFlood flood = begin(redis.url())) {
            redis.pause();
            awaitLag();
            flood.awaitMore(CLIENTS);
            redis.resume();
            Waiting.until("Redis", () -> one.counts().get("redis").equals("ok"));
            redis.command("CONFIG", "SET", "maxmemory", "1");
            awaitLag();
            flood.awaitMore(CLIENTS);
            redis.command("CONFIG", "SET", "maxmemory", "0");
            flood.awaitMore(CLIENTS);
            requireConverged(flood);
            assertThat(flood.unavailable()).isZero();
        }
    }

    @Test
    void aPromotedReplicaThatLackedWritesHasAllOfItAgain() {
        Deque<RedisServer> servers = new ArrayDeque<>(List.of(RedisServer.start()));
        try (FaultProxy address = FaultProxy.before(servers.getLast().port());
                ItemFlood flood = begin("redis://127.0.0.1:" + address.port())) {
            for (int round = 0; round < Soak.rounds(2, 10); round++) {
                RedisServer primary = servers.getLast();
                RedisServer replica = RedisServer.start();
                servers.add(replica);
                replica.follow(primary);
                primary.leaveReplicasBehind();
                flood.awaitMore(2 * CLIENTS);
                primary.kill();
                awaitLag();
                replica.command("REPLICAOF", "NO", "ONE");
                address.turnTo(replica.port());
                flood.awaitMore(2 * CLIENTS);
            }
            requireConverged(flood);
            assertThat(one.stderr() + two.stderr()).contains("shipped again from");
        } finally {
            servers.forEach(RedisServer::close);
        }
    }

    @Test
    void countsNeverFallAndAllIsThereWhenNodesAndRedisStandStillInTurn() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        try (RedisServer redis = RedisServer.start();
                ItemFlood flood = begin(redis.url());
                OwnCounts ofOne = new OwnCounts(one);
                OwnCounts ofTwo = new OwnCounts(two)) {
            for (int stop = 0; stop < Soak.rounds(6, 60); stop++) {
                List<Runnable> faults = List.of(() -> one.signal("STOP"), () -> two.signal("STOP"), redis::pause);
                faults.get(random.nextInt(3)).run();
                faults.get(random.nextInt(3)).run();
                Waiting.sleep(random.nextInt(1_000));
                one.signal("CONT");
                two.signal("CONT");
                redis.resume();
                flood.awaitMore(CLIENTS);
            }
            ofOne.requireNoFall();
            ofTwo.requireNoFall();
            requireConverged(flood);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private BitSet killOne(ItemFlood flood, RedisServer redis) {
        String address = URI.create(one.http()).getAuthority();
        long seen = one.count("items");
        one.kill();
        BitSet acknowledged = flood.acknowledged();
        one.close();
        one = JunretsuProcess.serveItems(Setup.oldest(), data, flags(redis.url(), address));
        assertThat(one.count("items")).isGreaterThanOrEqualTo(seen);
        return acknowledged;
    }

    /** Waits until each node says that Redis is not well, and that it lacks items. */
    private void awaitLag() {
        for (JunretsuProcess node : List.of(one, two)) {
            Waiting.until(
                    "the lag of a node",
                    () -> !node.counts().get("redis").equals("ok") && node.count("redis_behind") > 0);
        }
    }

    private void requireSomewhere(ItemFlood flood, BitSet items) {
        BitSet there = flood.requireThere(one.http(), new BitSet());
        there.or(flood.requireThere(two.http(), new BitSet()));
        items.andNot(there);
        assertThat(items.cardinality()).as("missing: %s", items).isZero();
    }

    private void requireConverged(ItemFlood flood) {
        flood.finish();
        Waiting.until("all in Redis", () -> flood.isCounted(one.http()) && flood.isCounted(two.http()));
        Waiting.until("no lag", () -> one.count("redis_behind") == 0 && two.count("redis_behind") == 0);
        flood.requireCounts(one.http());
        flood.requireCounts(two.http());
        requireSomewhere(flood, flood.acknowledged());
        for (JunretsuProcess node : List.of(one, two)) {
            assertThat(node.counts()).containsEntry("redis", "ok");
            assertThat(node.requireQuiet().terminate()).isZero();
        }
    }
}
