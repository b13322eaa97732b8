package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Random;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Redis that goes away, comes back, says no, or is shared: counting never notices, and the totals are exact in the end. */
class RedisFaultsIT {
    private static final String JAVAS = "junretsu.testing.Setup#javas";
    private static final String TOTAL = "junretsu:{live}:total";

    @TempDir
    Path data;

    @TempDir
    Path otherData;

    @ParameterizedTest
    @MethodSource(JAVAS)
    void countsOnWhileRedisIsKilledAndComesBackWithItsData(Setup setup) {
        try (RedisServer redis = RedisServer.start("--appendonly", "yes")) {
            killAndRestart(setup, redis, 0);
        }
    }

    @ParameterizedTest
    @MethodSource(JAVAS)
    void countsOnWhileRedisIsKilledAndComesBackEmpty(Setup setup) {
        try (RedisServer redis = RedisServer.start()) {
            killAndRestart(setup, redis, 1);
        }
    }

    private void killAndRestart(Setup setup, RedisServer redis, int losses) {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--redis", redis.url());
                VoteSender sender = VoteSender.to(server)) {
            sender.sendPaced(new Random(1), 300);
            awaitTotal(redis, sender.sent());
            assertThat(server.metric("junretsu_store_up")).isEqualTo(1);

            redis.kill();
            sender.sendPaced(new Random(2), 500);
            Waiting.until("the store to be down", () -> server.metric("junretsu_store_up") == 0);
            assertThat(server.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(server.metric("junretsu_flush_lag_seconds")).isPositive();
            assertThat(server.count("total")).isEqualTo(sender.sent());

            redis.restart();
            awaitTotal(redis, sender.sent());
            Waiting.until("the store to be up", () -> server.metric("junretsu_store_up") == 1);
            assertThat(server.requireQuiet().terminate()).isZero();
            assertThat(server.stderr().lines().filter(line -> line.contains("had been lost")))
                    .hasSize(losses);
            assertThat(server.stderr().lines().filter(line -> !line.contains("had been lost")))
                    .as("one line for each change of state: reset, maybe refused, and up again")
                    .doesNotHaveDuplicates()
                    .hasSizeBetween(2, 3);
        }
    }

    @ParameterizedTest
    @MethodSource(JAVAS)
    void countsOnWhileRedisStandsStillAndWhileItIsAReplica(Setup setup) {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess server =
                        JunretsuProcess.serve(setup, data, "--redis", redis.url(), "--redis-timeout", "200ms");
                VoteSender sender = VoteSender.to(server)) {
            redis.pause();
            sender.sendPaced(new Random(1), 600);
            assertThat(server.count("total")).isEqualTo(sender.sent());
            redis.resume();
            awaitTotal(redis, sender.sent());

            redis.command("REPLICAOF", "127.0.0.1", "1");
            sender.sendPaced(new Random(2), 300);
            Waiting.until("the refusal to be shown", () -> state(server).equals("readonly"));
            redis.command("REPLICAOF", "NO", "ONE");
            awaitTotal(redis, sender.sent());
            assertThat(server.requireQuiet().terminate()).isZero();
        }
    }

    @Test
    void flushesLessOftenAndSaysSoWhileRedisIsSlow() {
        try (RedisServer redis = RedisServer.start("--enable-debug-command", "yes");
                JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data, "--redis", redis.url());
                VoteSender sender = VoteSender.to(server)) {
            Waiting.until("the slowness to be told", () -> {
                redis.command("DEBUG", "SLEEP", "0.5");
                sender.sendPaced(new Random(1), 20);
                return server.get("/readyz").body().startsWith("ready; store: slow, flushed every ");
            });
            assertThat(state(server)).isEqualTo("slow");
            assertThat(server.metric("junretsu_store_up")).isEqualTo(1);
            assertThat(server.metric("junretsu_flush_interval_seconds")).isBetween(0.5, 2.0);
            awaitTotal(redis, sender.sent());

            Waiting.until("the interval", () -> server.metric("junretsu_flush_interval_seconds") == 0.1);
            Waiting.until("all to be well", () -> state(server).equals("ok"));
            assertThat(server.get("/readyz").body()).isEqualTo("ready\n");
            assertThat(server.terminate()).isZero();
            assertThat(server.stderr().lines().filter(line -> line.contains("store: ")))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("slow; flushing less often"))
                    .anyMatch(line -> line.contains("fast again, flushing every "));
        }
    }

    @Test
    void addsUpTwoServersOfOneEvent() {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess one = JunretsuProcess.serve(Setup.oldest(), data, "--redis", redis.url());
                JunretsuProcess other = JunretsuProcess.serve(Setup.newest(), otherData, "--redis", redis.url());
                VoteSender toOne = VoteSender.to(one);
                VoteSender toOther = VoteSender.to(other)) {
            toOne.sendPaced(new Random(1), 200);
            toOther.sendPaced(new Random(2), 300);
            long sum = toOne.sent() + toOther.sent();
            awaitTotal(redis, sum);

            Waiting.until("each to know the sum", () -> clusterTotal(one) == sum && clusterTotal(other) == sum);
            assertThat(one.count("total")).isEqualTo(toOne.sent());
            assertThat(one.terminate()).isZero();
            assertThat(other.terminate()).isZero();
            assertThat(redis.command("GET", TOTAL)).isEqualTo(Long.toString(sum));
        }
    }

    @Test
    void refusesACopyOfADataDirectoryThatAnotherServerCountsIn() throws Exception {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess original = JunretsuProcess.serve(Setup.oldest(), data, "--redis", redis.url());
                VoteSender sender = VoteSender.to(original)) {
            sender.sendPaced(new Random(1), 200);
            awaitTotal(redis, sender.sent());
            Files.copy(data.resolve("counters"), otherData.resolve("counters"), StandardCopyOption.REPLACE_EXISTING);

            try (JunretsuProcess copy = JunretsuProcess.serve(Setup.oldest(), otherData, "--redis", redis.url());
                    VoteSender toCopy = VoteSender.to(copy)) {
                toCopy.sendPaced(new Random(2), 100);

                assertThat(copy.exitCode()).isEqualTo(1);
                assertThat(copy.requireQuiet().stderr()).contains("copy of the other's data directory");
            }
            assertThat(redis.command("GET", TOTAL)).isEqualTo(Long.toString(sender.sent()));
            assertThat(original.terminate()).isZero();
        }
    }

    @Test
    void goesOnFromWhatRedisKnowsWhenTheDataDirectoryWasPutBack() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data, "--redis", redis.url());
                    VoteSender sender = VoteSender.to(server)) {
                sender.send(new byte[100]);
                awaitTotal(redis, 100);
                Files.copy(data.resolve("counters"), otherData.resolve("counters"));
                sender.send(new byte[400]);
                awaitTotal(redis, 500);
                assertThat(server.terminate()).isZero();
            }
            Files.copy(otherData.resolve("counters"), data.resolve("counters"), StandardCopyOption.REPLACE_EXISTING);
            try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data, "--redis", redis.url());
                    VoteSender sender = VoteSender.to(server)) {
                sender.send(new byte[30]);
                awaitTotal(redis, 530);
                assertThat(server.count("total")).isEqualTo(530);
                assertThat(server.stderr()).containsOnlyOnce("Redis holds 400 more counts");
            }
        }
    }

    @Test
    void neverShowsThePassword() {
        try (RedisServer redis = RedisServer.start("--requirepass", "right-secret")) {
            String url = "redis://:wrong-secret@127.0.0.1:" + redis.port();
            try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data, "--redis", url)) {
                Waiting.until("the refusal to be shown", () -> state(server).equals("auth"));
                assertThat(server.terminate()).isZero();
                assertThat(server.stdout() + server.stderr()).doesNotContain("wrong-secret");
            }
            try (JunretsuProcess printed =
                    JunretsuProcess.start(Setup.oldest(), "serve", "--redis", url, "--print-config")) {
                assertThat(printed.exitCode()).isZero();
                assertThat(printed.stdout())
                        .contains("127.0.0.1:" + redis.port())
                        .doesNotContain("wrong-secret");
            }
        }
    }

    private static void awaitTotal(RedisServer redis, long votes) {
        Waiting.until(votes + " votes in Redis", () -> Long.toString(votes).equals(redis.command("GET", TOTAL)));
    }

    private static String state(JunretsuProcess server) {
        return (String) ((Map<?, ?>) server.counts().get("store")).get("state");
    }

    private static long clusterTotal(JunretsuProcess server) {
        return server.counts().get("cluster") instanceof Map<?, ?> cluster ? (Long) cluster.get("total") : -1;
    }
}
