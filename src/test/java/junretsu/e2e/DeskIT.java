package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage of an event, steered as a desk does, over HTTP while votes come. */
class DeskIT {
    private static final String TOKEN = "open sesame";

    @TempDir
    Path data;

    @Test
    void lateAndCountedVotesAreAllThatWereSent() throws Exception {
        long seed = Seed.draw();
        try (RedisServer redis = RedisServer.start()) {
            long sent = 0;
            for (int run = 0; run < 3; run++) {
                try (JunretsuProcess server = serve("--redis", redis.url());
                        VoteSender sender = VoteSender.to(server)) {
                    steerInAFlood(server, sender, seed, run);
                    long before = sent;
                    Waiting.until("all votes", () -> books(server).get("total") == before + sender.sent());
                    sent += sender.sent();
                    requireWhole(books(server), sent, "seed " + seed);
                    assertThat(books(server).get("late")).isPositive();
                    server.kill();
                }
            }
            try (JunretsuProcess server = serve("--redis", redis.url())) {
                Map<String, Long> books = books(server);
                requireWhole(books, sent, "seed " + seed + ", after the last kill");
                for (String round : List.of("live", "r0-1", "r1-1", "r2-1")) {
                    Waiting.until(round, () -> total(redis, round) == books.get(round));
                }
                assertThat(server.metric("junretsu_votes_late_total")).isEqualTo((double) books.get("late"));
                long all = sent;
                Waiting.until(
                        "the last flush",
                        () -> server.metric("junretsu_votes_flushed_total") == all - books.get("late"));
                assertThat(server.terminate()).isZero();
                assertThat(server.requireQuiet().stdout())
                        .contains(
                                String.format("%,d in rounds + %,d late", sent - books.get("late"), books.get("late")));
            }
        }
    }

    /** Closes, opens, begins a round, and at odd runs leaves voting closed. */
    private void steerInAFlood(JunretsuProcess server, VoteSender sender, long seed, int run) throws Exception {
        Random random = new Random(seed + run);
        Runnable flood = flood(sender);
        for (String change : List.of(
                "{\"voting\":\"closed\"}",
                "{\"voting\":\"open\"}",
                "{\"round\":\"r" + run + "-1\",\"voting\":\"closed\"}",
                run % 2 == 0 ? "{\"voting\":\"open\"}" : "{\"title\":\"closed\"}")) {
            Waiting.sleep(50 + random.nextInt(200));
            assertThat(server.post("/api/stage", TOKEN, change).statusCode()).isEqualTo(200);
        }
        flood.run();
    }

    /** Sends until what is returned is called, which returns once no more is sent. */
    private static Runnable flood(VoteSender sender) {
        AtomicBoolean isOver = new AtomicBoolean();
        Thread flood = new Thread(() -> {
            while (!isOver.get()) {
                for (int vote = 0; vote < 20; vote++) {
                    sender.send((byte) (vote % 8));
                }
                LockSupport.parkNanos(1_000_000);
            }
        });
        flood.start();
        return () -> {
            isOver.set(true);
            while (flood.isAlive()) {
                Waiting.sleep(1);
            }
        };
    }

    @Test
    void aClosedRoundStandsStillThroughAKillInMidFlood() throws Exception {
        long total;
        try (JunretsuProcess server = serve();
                VoteSender flooding = VoteSender.to(server)) {
            Runnable flood = flood(flooding);
            Waiting.sleep(400);
            assertThat(server.post("/api/stage", TOKEN, "{\"voting\":\"closed\"}")
                            .statusCode())
                    .isEqualTo(200);
            total = server.count("total");
            Waiting.sleep(300);
            assertThat(server.count("total")).isEqualTo(total);
            assertThat(server.count("late")).isPositive();
            server.kill();
            flood.run();
        }
        try (JunretsuProcess server = serve();
                VoteSender sender = VoteSender.to(server)) {
            assertThat(server.count("total")).isEqualTo(total).isPositive();
            long late = server.count("late");
            sender.send(new byte[30]);
            Waiting.until("late votes", () -> server.count("late") == late + 30);
            server.post("/api/stage", TOKEN, "{\"voting\":\"open\"}");
            sender.send(new byte[7]);
            Waiting.until("votes", () -> server.count("total") == total + 7);
            assertThat(server.count("late")).isEqualTo(late + 30);
        }
    }

    @Test
    void ofDesksThatChangeOneVersionOneWins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (JunretsuProcess server = serve()) {
            List<Callable<Integer>> changes = new ArrayList<>();
            for (int desk = 0; desk < 8; desk++) {
                String body = "{\"version\":1,\"title\":\"desk " + desk + "\"}";
                changes.add(() -> server.post("/api/stage", TOKEN, body).statusCode());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(changes)) {
                statuses.add(status.get());
            }
            assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
            HttpResponse<String> stale = server.post("/api/stage", TOKEN, "{\"version\":1,\"title\":\"x\"}");
            assertThat(((Map<?, ?>) JsonReader.readObject(stale.body()).get("stage")).get("version"))
                    .isEqualTo(2L);
            assertThat(send(server, "{\"title\":\"x\"}", "If-Match", "\"1\"")).isEqualTo(409);
            assertThat(send(server, "{\"title\":\"x\"}", "If-Match", "\"2\"")).isEqualTo(200);
            assertThat(send(server, "{\"title\":\"x\"}", "If-Match", "x")).isEqualTo(400);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void theResultIsHiddenFromAllButTheDesk() {
        try (JunretsuProcess server = serve("--labels", "0=Red");
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[9]);
            Waiting.until("votes", () -> server.count("total") == 9);
            server.post("/api/stage", TOKEN, "{\"result\":\"hidden\"}");
            assertThat(server.counts()).doesNotContainKey("buttons").containsEntry("total", 9L);
            assertThat(server.get("/api/rounds").body()).doesNotContain("buttons");
            sender.send(new byte[] {3});
            Waiting.until("a vote without a label", () -> server.count("total") == 10);
            assertThat(server.get("/api/rounds.csv").body())
                    .startsWith("round,started,ended,total,late,button_0,label_0\r\n")
                    .endsWith(",10,0,,\"Red\"\r\n");
            assertThat(server.get("/metrics").body())
                    .contains("junretsu_votes_source_total{")
                    .doesNotContain("junretsu_votes_total{", "button=");
            assertThat(server.request("GET", "/api/counts", TOKEN, "").body())
                    .contains("\"buttons\":{\"0\":9,\"3\":1}");
            assertThat(server.request("GET", "/api/rounds.csv", TOKEN, "").body())
                    .startsWith("round,started,ended,total,late,button_0,button_3,label_0\r\nlive,")
                    .endsWith(",10,0,9,1,\"Red\"\r\n");
            assertThat(server.post("/api/stage", TOKEN, "{\"result\":\"revealed\"}")
                            .body())
                    .contains("\"status\":409", "\"field\":\"result\"", "only while voting is closed");
            server.post("/api/stage", TOKEN, "{\"result\":\"revealed\",\"voting\":\"closed\"}");
            assertThat(server.counts()).containsKey("buttons");
        }
    }

    @Test
    void milestonesAreThoseOfTheStageAndCountNoLateVotes() {
        try (JunretsuProcess server = serve("--milestone", "1000=flash");
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[50]);
            Waiting.until("votes", () -> server.count("total") == 50);
            server.post(
                    "/api/stage",
                    TOKEN,
                    "{\"milestones\":[{\"at\":20,\"effect\":\"gold\"},{\"at\":100,\"effect\":\"shake\"}]}");
            Waiting.until("the old one", () -> milestones(server).matches(".*\"at\":20,[^}]*\"reached\":\"2.*"));
            assertThat(milestones(server))
                    .as("one that was passed before it was planned is history")
                    .contains("\"announced\":false")
                    .doesNotContain("1000");
            server.post("/api/stage", TOKEN, "{\"voting\":\"closed\"}");
            sender.send(new byte[500]);
            Waiting.until("late votes", () -> server.count("late") == 500);
            Waiting.sleep(300);
            assertThat(milestones(server)).contains("\"at\":100,\"effect\":\"shake\",\"reached\":null");
            server.post("/api/stage", TOKEN, "{\"voting\":\"open\"}");
            sender.send(new byte[60]);
            Waiting.until("news", () -> milestones(server).contains("\"announced\":true"));
            server.post("/api/stage", TOKEN, "{\"round\":\"song-2\"}");
            assertThat(server.get("/api/rounds").body())
                    .as("the round before keeps its own")
                    .containsPattern(
                            "\"name\":\"live\".*\"milestones\":\\[\\{\"at\":20,\"reached\":\"2.*\"at\":100,.*song-2");
        }
    }

    @Test
    void aMilestoneOfTheDeskIsNewsAlsoWhenTheServerIsKilledAsItIsPassed() {
        Path log = data.resolve("milestones");
        try (JunretsuProcess server = serve("--flush", "1s");
                VoteSender sender = VoteSender.to(server)) {
            server.post("/api/stage", TOKEN, "{\"milestones\":[{\"at\":100,\"effect\":\"gold\"}]}");
            sender.send(new byte[1]);
            Waiting.until("the plan", () -> linesOf(log).contains("planned live 100"));
            sender.send(new byte[110]);
            Waiting.until("votes", () -> server.count("total") == 111);
            server.kill();
        }
        try (JunretsuProcess server = serve("--flush", "1s")) {
            Waiting.until("the milestone", () -> !milestones(server).contains("\"reached\":null"));
            assertThat(milestones(server)).contains("\"at\":100").contains("\"announced\":true");
        }
    }

    private static List<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aGuesserIsSlowedDownAndAForeignPageIsRefused() throws Exception {
        try (JunretsuProcess server = serve()) {
            String cookie = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.http() + "/api/desk/session"))
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + TOKEN + "\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .headers()
                    .firstValue("Set-Cookie")
                    .orElseThrow();
            assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").doesNotContain("Secure");
            String session = cookie.substring(0, cookie.indexOf(';'));
            String body = "{\"effect\":\"gold\"}";
            assertThat(request(server, "/api/stage", body, "Cookie", session)).isEqualTo(200);
            assertThat(request(server, "/api/stage", body, "Cookie", session, "Authorization", "Bearer wrong"))
                    .as("a session is enough, whatever the bearer")
                    .isEqualTo(200);
            assertThat(request(server, "/api/stage", body, "Cookie", session, "Origin", "https://evil.example"))
                    .isEqualTo(403);
            assertThat(request(server, "/api/stage", body, "Cookie", session, "Sec-Fetch-Site", "same-site"))
                    .isEqualTo(403);
            assertThat(request(server, "/api/stage", body, "Cookie", "desk=AAAA"))
                    .isEqualTo(401);
            assertThat(send(server, body, "Origin", "https://evil.example")).isEqualTo(403);

            for (int guess = 0; guess < 5; guess++) {
                String token = "{\"token\":\"guess-" + guess + "\"}";
                int status = guess % 2 == 0
                        ? request(server, "/api/desk/session", token)
                        : server.post("/api/rounds", "guess-" + guess, "{\"name\":\"x\"}")
                                .statusCode();
                assertThat(status).isEqualTo(401);
            }
            long begin = System.nanoTime();
            for (int guess = 0; guess < 5; guess++) {
                assertThat(server.post("/api/stage", "guess-6", body).statusCode())
                        .isEqualTo(401);
                assertThat(request(server, "/api/desk/session", "{\"token\":\"guess-7\"}"))
                        .isEqualTo(401);
            }
            assertThat((System.nanoTime() - begin) / 1_000_000)
                    .as("ten guesses at five a second, in ms")
                    .isGreaterThan(1_500);
            assertThat(server.post("/api/stage", TOKEN, body).statusCode())
                    .as("the organiser, from the guesser's address")
                    .isEqualTo(200);
            assertThat(request(server, "/api/desk/session", "{\"token\":\"" + TOKEN + "\"}"))
                    .isEqualTo(204);
            assertThat(guessAtOnce(server, 60)).as("60 guesses at once").contains(401, 429);
            Waiting.until(
                    "the organiser's turn",
                    () -> server.post("/api/stage", TOKEN, body).statusCode() == 200);
            assertThat(server.stderr()).contains("token refused, since it is wrong");
            assertThat(request(server, "/api/stage", body, "Cookie", session))
                    .as("who is signed in goes on")
                    .isEqualTo(200);
            assertThat(server.get("/api/stage/journal").statusCode()).isEqualTo(401);
        }
        try (JunretsuProcess open = JunretsuProcess.serve(Setup.newest(), data.resolve("open"))) {
            assertThat(open.post("/api/stage", TOKEN, "{\"title\":\"x\"}").statusCode())
                    .isEqualTo(403);
            assertThat(request(open, "/api/desk/session", "{\"token\":\"\"}")).isEqualTo(403);
        }
    }

    private static List<Integer> guessAtOnce(JunretsuProcess server, int guesses) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(guesses);
        try {
            Callable<Integer> guess =
                    () -> server.post("/api/stage", "a guess", "{}").statusCode();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(Collections.nCopies(guesses, guess))) {
                statuses.add(status.get());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theServersOfAnEventFollowOneStage() {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess a = JunretsuProcess.serve(
                        Setup.newest(), data.resolve("a"), "--redis", redis.url(), "--admin-token", TOKEN);
                JunretsuProcess b = JunretsuProcess.serve(
                        Setup.newest(), data.resolve("b"), "--redis", redis.url(), "--admin-token", TOKEN);
                VoteSender sender = VoteSender.to(b)) {
            sender.send(new byte[5]);
            Waiting.until("votes", () -> b.count("total") == 5);
            long begin = System.nanoTime();
            a.post("/api/stage", TOKEN, "{\"round\":\"song-2\",\"voting\":\"closed\",\"title\":\"Zwei ♥\"}");
            Waiting.until("the other", () -> stage(b).equals(stage(a)));
            System.out.println("the other server followed after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
            sender.send(new byte[6]);
            Waiting.until("late votes", () -> b.count("late") == 6);
            assertThat(b.counts()).containsEntry("event", "song-2").containsEntry("total", 0L);
            assertThat(b.request("GET", "/api/stage/journal", TOKEN, "").body()).contains("another server");

            redis.pause();
            assertThat(a.post("/api/stage", TOKEN, "{\"title\":\"alone\"}").statusCode())
                    .isEqualTo(200);
            assertThat(b.post("/api/stage", TOKEN, "{\"title\":\"b\"}").statusCode())
                    .isEqualTo(200);
            assertThat(b.post("/api/stage", TOKEN, "{\"title\":\"b, once more\"}")
                            .statusCode())
                    .isEqualTo(200);
            redis.resume();
            Waiting.until("the higher version", () -> stage(a).equals(stage(b)));
            assertThat(stage(a)).contains("b, once more");

            redis.command("FLUSHALL");
            a.post("/api/stage", TOKEN, "{\"voting\":\"open\"}");
            Waiting.until("both again", () -> stage(b).contains("\"open\"") && stage(a).equals(stage(b)));
        }
    }

    private JunretsuProcess serve(String... flags) {
        List<String> all = new ArrayList<>(List.of("--admin-token", TOKEN));
        all.addAll(List.of(flags));
        return JunretsuProcess.serve(Setup.newest(), data, all.toArray(String[]::new));
    }

    private static String stage(JunretsuProcess server) {
        String stage = server.get("/api/stage").body();
        return stage.substring(0, stage.indexOf(",\"crowd\""));
    }

    private static String milestones(JunretsuProcess server) {
        String counts = server.get("/api/counts").body();
        return counts.substring(counts.indexOf("\"milestones\""));
    }

    /** All rounds by name, with what is in none as {@code late}, and all as {@code total}. */
    private static Map<String, Long> books(JunretsuProcess server) {
        Map<String, Object> all =
                JsonReader.readObject(server.get("/api/rounds").body());
        Map<String, Long> books = new LinkedHashMap<>();
        for (Object round : (List<?>) all.get("rounds")) {
            books.put((String) ((Map<?, ?>) round).get("name"), (Long) ((Map<?, ?>) round).get("total"));
        }
        books.put("late", (Long) all.get("late"));
        books.put("total", (Long) all.get("total"));
        return books;
    }

    private static void requireWhole(Map<String, Long> books, long sent, String what) {
        long sum = books.values().stream().mapToLong(votes -> votes).sum() - books.get("total");
        assertThat(sum).as(what).isEqualTo(sent).isEqualTo(books.get("total"));
    }

    private static long total(RedisServer redis, String event) {
        Object total = redis.command("GET", "junretsu:{" + event + "}:total");
        return total == null ? 0 : Long.parseLong((String) total);
    }

    private static int send(JunretsuProcess server, String body, String name, String value) throws Exception {
        return request(server, "/api/stage", body, "Authorization", "Bearer " + TOKEN, name, value);
    }

    private static int request(JunretsuProcess server, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.http() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
