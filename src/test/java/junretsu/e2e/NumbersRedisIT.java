package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.NumberClient;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts of unique numbers in a Redis, which outside systems read: exact in the end, whatever happened in between. */
class NumbersRedisIT {
    private static final String COUNTS = "junretsu:{numbers:live}:counts";
    private static final String TOTAL = "junretsu:{numbers:live}:total";

    @TempDir
    Path directory;

    @Test
    void allCountsStandInRedisByTheirNames() throws Exception {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess server = serve(redis, "a")) {
            assertThat(server.stdout()).contains("store redis://127.0.0.1:" + redis.port());
            try (NumberClient client = new NumberClient(server);
                    NumberClient bad = new NumberClient(server)) {
                client.send("000000001\n000000002\n000000001\n0000");
                bad.send("no number\n");
                assertThat(bad.isClosed()).isTrue();
            }
            Map<String, String> counts = Map.of(
                    "unique",
                    "2",
                    "duplicates",
                    "1",
                    "rejected",
                    "1",
                    "unfinished",
                    "1",
                    "bytes",
                    "44",
                    "accepted",
                    "2");
            Waiting.until("the counts", () -> redis.hash(COUNTS).equals(counts));
            assertThat(redis.command("GET", TOTAL)).isEqualTo("3");
            assertThat((Map<?, ?>) server.counts().get("cluster"))
                    .isEqualTo(Map.of(
                            "total",
                            3L,
                            "unique",
                            2L,
                            "duplicates",
                            1L,
                            "rejected",
                            1L,
                            "unfinished",
                            1L,
                            "bytes",
                            44L,
                            "accepted",
                            2L,
                            "refused",
                            0L));
            assertThat(server.metric("junretsu_store_up")).isEqualTo(1);
            assertThat(server.metric("junretsu_numbers_flushed_total")).isEqualTo(3);
            assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(server.terminate()).isZero();
            assertThat(server.requireQuiet().stdout())
                    .contains("3 received - 0 not yet in the store (redis://127.0.0.1");
        }
    }

    @Test
    void numbersGoOnWhileRedisIsKilledAndComesBackEmpty() throws Exception {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess server = serve(redis, "a");
                NumberClient client = new NumberClient(server)) {
            client.send("000000001\n000000002\n");
            awaitCount(redis, "unique", 2);
            redis.kill();
            client.send("000000003\n000000003\n");
            Waiting.until("the numbers", () -> server.count("received") == 4);
            Waiting.until("the store to be down", () -> server.get("/readyz").statusCode() == 503);
            assertThat(server.metric("junretsu_flush_lag_seconds")).isPositive();
            redis.restart();
            awaitCount(redis, "unique", 3);
            assertThat(redis.hash(COUNTS)).containsEntry("duplicates", "1").containsEntry("bytes", "40");
            assertThat(redis.command("GET", TOTAL)).isEqualTo("4");
        }
    }

    @Test
    void afterAKillNoUniqueNumberIsMissingAndNoneCountsTwice() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        Set<String> sent = new HashSet<>();
        long before = 0;
        try (RedisServer redis = RedisServer.start()) {
            for (int run = 0; run < 4; run++) {
                try (JunretsuProcess server = serve(redis, "a", "--resume");
                        NumberClient client = new NumberClient(server)) {
                    Thread killer = server.killer(log("a"), random.nextInt(400));
                    killer.start();
                    client.flood(random, sent);
                    killer.join();
                }
                long now = Long.parseLong(redis.hash(COUNTS).getOrDefault("unique", "0"));
                assertThat(now).as("seed %d", seed).isGreaterThanOrEqualTo(before);
                before = now;
            }
            try (JunretsuProcess server = serve(redis, "a", "--resume")) {
                assertThat(server.terminate()).isZero();
            }
            long lines = Files.size(log("a")) / 10;
            assertThat(lines).as("seed %d", seed).isPositive();
            assertThat(redis.hash(COUNTS).get("unique")).as("seed %d", seed).isEqualTo("" + lines);
        }
    }

    @Test
    void aLogBegunAnewCountsOn() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            for (int run = 1; run <= 3; run++) {
                try (JunretsuProcess server = serve(redis, "a");
                        NumberClient client = new NumberClient(server)) {
                    client.send("000000001\n000000002\nterminate\n");
                    assertThat(server.exitCode()).isZero();
                }
                assertThat(redis.hash(COUNTS)).containsEntry("unique", "" + 2 * run);
            }
        }
    }

    @Test
    void twoServersOfOneEventAddUp() throws Exception {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess a = serve(redis, "a");
                JunretsuProcess b = serve(redis, "b");
                NumberClient toA = new NumberClient(a);
                NumberClient toB = new NumberClient(b)) {
            toA.send("000000001\n000000002\n");
            toB.send("000000002\n000000002\n");
            awaitCount(redis, "unique", 3);
            awaitCount(redis, "duplicates", 1);
        }
    }

    @Test
    void anEventOfVotesIsLeftUnchanged() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            redis.command("HSET", COUNTS, "7", "100");
            redis.command("SET", TOTAL, "100");
            try (JunretsuProcess server = serve(redis, "a");
                    NumberClient client = new NumberClient(server)) {
                client.send("000000001\n");
                Waiting.until("the number", () -> server.count("received") == 1);
                Waiting.until("the sentence", () -> server.stderr().contains("key '" + COUNTS + "', field '7'"));
                assertThat(redis.hash(COUNTS)).isEqualTo(Map.of("7", "100"));
            }
        }
    }

    @Test
    void aDataDirectoryInUseIsReportedAndTheLogIsNotEmptied() throws Exception {
        Files.writeString(log("b"), "000000009\n");
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess server = serve(redis, "a");
                JunretsuProcess second = JunretsuProcess.startNumbers(
                        List.of(),
                        Setup.oldest(),
                        Map.of(),
                        log("b"),
                        "--redis",
                        redis.url(),
                        "--data",
                        directory.resolve("a").toString())) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.stderr()).contains("is in use by another server").doesNotContain("\tat ");
            assertThat(Files.readString(log("b"))).isEqualTo("000000009\n");
            server.requireQuiet();
        }
    }

    private JunretsuProcess serve(RedisServer redis, String name, String... flags) {
        List<String> words = new ArrayList<>(List.of(
                "--redis", redis.url(), "--data", directory.resolve(name).toString()));
        words.addAll(List.of(flags));
        return JunretsuProcess.serveNumbers(Setup.oldest(), log(name), words.toArray(String[]::new));
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    private static void awaitCount(RedisServer redis, String name, long count) {
        Waiting.until(
                name + " to be " + count,
                () -> ("" + count).equals(redis.hash(COUNTS).get(name)));
    }
}
