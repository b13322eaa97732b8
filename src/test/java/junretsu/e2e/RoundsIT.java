package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds of an event, begun while votes come. */
class RoundsIT {
    private static final String TOKEN = "open sesame";

    @TempDir
    Path data;

    @Test
    void everyVoteIsInExactlyOneRound() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            long sent;
            try (JunretsuProcess server = serve(redis)) {
                sent = floodWhileRoundsBegin(server);
                Waiting.until("the last flush", () -> total(redis, "song-5") == roundTotal(server, "song-5"));
                for (String name : List.of("live", "song-1", "song-2", "song-3", "song-4", "song-5")) {
                    assertThat(total(redis, name)).as(name).isEqualTo(roundTotal(server, name));
                }
                assertThat(server.counts())
                        .containsEntry("event", "song-5")
                        .containsEntry("total", roundTotal(server, "song-5"));
                assertThat(server.metric("junretsu_votes_flushed_total")).isEqualTo(sent);
                server.kill();
            }
            try (JunretsuProcess server = serve(redis)) {
                assertThat(server.counts()).containsEntry("event", "song-5");
                assertThat(sum(server)).isEqualTo(sent);
            }
        }
    }

    @Test
    void aRoundThatHasEndedComesBackWhenRedisLosesItsData() {
        try (RedisServer redis = RedisServer.start("--appendonly", "no");
                JunretsuProcess server = serve(redis);
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[15]);
            awaitTotal(redis, "live", 15);
            begin(server, "song-2");
            sender.send(new byte[3]);
            awaitTotal(redis, "song-2", 3);

            redis.command("FLUSHALL");
            awaitTotal(redis, "live", 15);
            awaitTotal(redis, "song-2", 3);
            Waiting.until("the metric", () -> server.metric("junretsu_store_lost_counts_total") == 18);
            assertThat(server.stderr()).containsOnlyOnce("had been lost or changed");

            redis.kill();
            redis.restart();
            awaitTotal(redis, "live", 15);
            awaitTotal(redis, "song-2", 3);
        }
    }

    @Test
    void aRoundThatEndedInARunBeforeComesBackAtTheNextStart() {
        try (RedisServer redis = RedisServer.start()) {
            try (JunretsuProcess server = serve(redis);
                    VoteSender sender = VoteSender.to(server)) {
                sender.send(new byte[15]);
                awaitTotal(redis, "live", 15);
                begin(server, "song-2");
                assertThat(server.terminate()).isZero();
            }
            redis.command("FLUSHALL");
            try (JunretsuProcess server = serve(redis)) {
                awaitTotal(redis, "live", 15);
                assertThat(server.metric("junretsu_votes_flushed_total")).isEqualTo(15);
            }
        }
    }

    @Test
    void noTotalOfAnotherRoundIsShownWhileRedisIsAway() {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess server = serve(redis);
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[12]);
            Waiting.until(
                    "the sum",
                    () -> server.counts().get("cluster") instanceof Map<?, ?> cluster
                            && cluster.get("total").equals(12L));
            redis.pause();
            begin(server, "song-2");
            sender.send(new byte[5]);
            Waiting.until("the votes", () -> server.count("total") == 5);
            assertThat(server.counts()).containsEntry("event", "song-2").doesNotContainKey("cluster");
            assertThat(server.get("/metrics").body()).doesNotContain("junretsu_votes_event_total{");
            Waiting.until("the store to be down", () -> server.get("/readyz").statusCode() == 503);

            redis.resume();
            awaitTotal(redis, "song-2", 5);
            awaitTotal(redis, "live", 12);
            Waiting.until("the sum", () -> server.counts().containsKey("cluster"));
            assertThat((Map<?, ?>) server.counts().get("cluster"))
                    .extracting("total")
                    .isEqualTo(5L);
        }
    }

    @Test
    void onlyWhoHasTheTokenMayBeginOne() {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data, "--admin-token", TOKEN)) {
            String body = "{\"name\":\"song-1\"}";
            assertThat(server.post("/api/rounds", null, body).statusCode()).isEqualTo(401);
            assertThat(server.post("/api/rounds", "open barley", body).statusCode())
                    .isEqualTo(401);
            assertThat(server.post("/api/rounds", TOKEN, body).statusCode()).isEqualTo(201);
            assertThat(server.post("/api/rounds", TOKEN, body).statusCode()).isEqualTo(409);
            for (String bad : List.of("", "[]", "{\"name\":5}", "{\"name\":\"a b\"}", "{\"name\":\"\"}", "{}")) {
                assertThat(server.post("/api/rounds", TOKEN, bad).statusCode())
                        .as(bad)
                        .isEqualTo(400);
            }
            assertThat(server.get("/api/rounds").body()).doesNotContain(TOKEN);
        }
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data.resolve("open"))) {
            assertThat(server.post("/api/rounds", TOKEN, "{\"name\":\"song-1\"}")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void theTokenIsNotPrinted() {
        try (JunretsuProcess printed = JunretsuProcess.start(
                Setup.oldest(), Map.of("JUNRETSU_ADMIN_TOKEN", TOKEN), "serve", "--print-config")) {
            assertThat(printed.exitCode()).isZero();
            assertThat(printed.stdout()).contains("admin-token").doesNotContain(TOKEN);
        }
    }

    private long floodWhileRoundsBegin(JunretsuProcess server) throws Exception {
        long seed = Seed.draw();
        try (VoteSender sender = VoteSender.to(server)) {
            Thread flood = new Thread(() -> sender.sendPaced(new Random(seed), 1_000));
            flood.start();
            for (int round = 1; round <= 5; round++) {
                Waiting.sleep(120);
                int status = server.post("/api/rounds", TOKEN, "{\"name\":\"song-" + round + "\"}")
                        .statusCode();
                assertThat(status).isEqualTo(201);
            }
            flood.join();
            Waiting.until("all votes", () -> sum(server) == sender.sent());
            return sender.sent();
        }
    }

    private JunretsuProcess serve(RedisServer redis) {
        return JunretsuProcess.serve(Setup.newest(), data, "--redis", redis.url(), "--admin-token", TOKEN);
    }

    private static void begin(JunretsuProcess server, String round) {
        assertThat(server.post("/api/rounds", TOKEN, "{\"name\":\"" + round + "\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private static void awaitTotal(RedisServer redis, String event, long votes) {
        Waiting.until(votes + " votes of " + event, () -> total(redis, event) == votes);
    }

    private static List<?> rounds(JunretsuProcess server) {
        Map<String, Object> all =
                JsonReader.readObject(server.get("/api/rounds").body());
        long sum = ((List<?>) all.get("rounds"))
                .stream()
                        .mapToLong(round -> (Long) ((Map<?, ?>) round).get("total"))
                        .sum();
        assertThat(sum).isEqualTo(all.get("total"));
        return (List<?>) all.get("rounds");
    }

    private static long sum(JunretsuProcess server) {
        return rounds(server).stream()
                .mapToLong(round -> (Long) ((Map<?, ?>) round).get("total"))
                .sum();
    }

    private static long roundTotal(JunretsuProcess server, String name) {
        return rounds(server).stream()
                .filter(round -> ((Map<?, ?>) round).get("name").equals(name))
                .mapToLong(round -> (Long) ((Map<?, ?>) round).get("total"))
                .findFirst()
                .orElseThrow();
    }

    private static long total(RedisServer redis, String event) {
        Object total = redis.command("GET", "junretsu:{" + event + "}:total");
        return total == null ? 0 : Long.parseLong((String) total);
    }
}
