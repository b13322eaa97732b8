package junretsu.jobs.serve;

import static junretsu.jobs.serve.SteppedJobs.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import junretsu.jobs.JobWire;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.Turn;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP interface of jobs, before a queue in memory. */
class JobsApiIT {
    private static final String[] CALLER = {JobWire.CALLER_HEADER, "a"};
    private static final String TOKEN = "an-admin-token";

    private SteppedJobs site;

    @AfterEach
    void stop() {
        if (site != null) {
            site.close();
            assertThat(site.said)
                    .filteredOn(line -> !line.contains("its token is wrong"))
                    .isEmpty();
        }
    }

    private SteppedJobs start(String... flags) throws Exception {
        site = new SteppedJobs(flags);
        return site;
    }

    @Test
    void takesANumberAndShowsItsFactorsAsThePublicLoadProgramsAsk() throws Exception {
        start();
        HttpResponse<String> posted = site.post("/compute", "{\"number\":\"63\"}", CALLER);
        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(json(posted)).containsOnlyKeys("request_id");
        String path = "/compute/" + json(posted).get("request_id");
        assertThat(json(site.get(path))).isEqualTo(Map.of("status", "pending", "number", "63", "results", List.of()));
        site.work();
        HttpResponse<String> done = site.get(path);
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(json(done))
                .isEqualTo(Map.of("status", "completed", "number", "63", "results", List.of("3", "3", "7")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/compute | {\"number\":15} | 15",
                "/compute | {\"number\":\"00015\",\"x\":[{}]} | 15",
                "/compute | {\"number\":\"000\"} | 0",
                "/compute | {\"number\":\"\\u0031\\u0035\"} | 15",
                "/compute?number=15 | '' | 15",
                "/compute | {\"number\":123456789012345678901234567890} | 123456789012345678901234567890"
            })
    void aNumberIsReadAsTextWhicheverWayItComes(String path, String body, String number) throws Exception {
        start();
        String id = (String) json(site.post(path, body, CALLER)).get("request_id");
        assertThat(json(site.get("/compute/" + id)).get("number")).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"number\":1e5}",
                "{\"number\":1.0}",
                "{\"number\":-5}",
                "{\"number\":\"+5\"}",
                "{\"number\":\" 5\"}",
                "{\"number\":\"0x5\"}",
                "{\"number\":\"\"}",
                "{\"number\":\"\\u0665\"}",
                "{\"number\":null}",
                "{\"number\":[5]}",
                "{\"number\":\"__import__('os')\"}",
                "{\"nummer\":\"5\"}",
                "{\"number\":\"5\",\"number\":\"6\"}",
                "{\"number\":\"5\",\"priority\":10}",
                "{\"number\":\"5\",\"priority\":\"5\"}",
                "[{\"number\":\"5\"}]",
                "\"5\"",
                "{\"number\":\"5\"",
                ""
            })
    void whatIsNoNumberIsRejectedWithASentence(String body) throws Exception {
        start();
        HttpResponse<String> answer = site.post("/compute", body, CALLER);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer)).containsOnlyKeys("error");
        assertThat((String) json(answer).get("error")).contains(" ").doesNotContain("Exception");
        assertThat(site.queue().look().queued()).isZero();
    }

    @Test
    void theDigitsOfANumberAreLimitedAndThoseBehindTheLimitNeverLookedAt() throws Exception {
        start("digits", "20");
        assertThat(site.post("/compute", "{\"number\":\"" + "9".repeat(20) + "\"}", CALLER)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> longer = site.post("/compute", "{\"number\":" + "9".repeat(21) + "}", CALLER);
        assertThat(longer.statusCode()).isEqualTo(400);
        assertThat(longer.body()).isEqualTo("{\"error\":\"the number is 21 long; at most 20 digits are taken\"}");
        HttpResponse<String> huge = site.post("/compute", "{\"number\":\"" + "9".repeat(1_000_000) + "\"}", CALLER);
        assertThat(huge.statusCode()).isEqualTo(413);
        assertThat(json(huge)).containsOnlyKeys("error");
        assertThat(site.post("/api/jobs", "{\"number\":\"" + "9".repeat(500_000) + "\"}", CALLER)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theCallerIsNamedByHeaderOrQueryAndIsText() throws Exception {
        start();
        assertThat(site.post("/compute?caller=b", "{\"number\":5}").statusCode())
                .isEqualTo(200);
        assertThat(site.post("/compute?caller=%C3%A4%20%2F", "{\"number\":5}").statusCode())
                .isEqualTo(200);
        HttpResponse<String> none = site.post("/compute", "{\"number\":5}");
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("X-Caller-ID").contains("?caller=");
        for (String bad : List.of("", "%00", "a%0Ab", "%C2%85", "a".repeat(129), "%C3%A4".repeat(65))) {
            assertThat(site.post("/compute?caller=" + bad, "{\"number\":5}").statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(site.queue().look().callers())
                .extracting(look -> look.caller())
                .containsExactlyInAnyOrder("b", "ä /");
    }

    @Test
    void errorsHaveTheFormThatTheirPathsUsersKnow() throws Exception {
        start();
        assertThat(site.get("/compute/x").body()).startsWith("{\"error\":\"");
        assertThat(site.get("/compute/x").statusCode()).isEqualTo(404);
        assertThat(site.get("/compute").statusCode()).isEqualTo(405);
        assertThat(site.get("/compute").body()).startsWith("{\"error\":\"");
        HttpResponse<String> api = site.get("/api/jobs/" + JobId.of(5));
        assertThat(api.statusCode()).isEqualTo(404);
        assertThat(api.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        HttpResponse<String> xml =
                site.post("/api/jobs", "<number>5</number>", "X-Caller-ID", "a", "Content-Type", "text/xml");
        assertThat(xml.statusCode()).isEqualTo(415);
    }

    @Test
    void aJobOfTheApiHasAPlaceAndAtItsEndItsFactors() throws Exception {
        start();
        site.posted("a", "5");
        HttpResponse<String> posted = site.post("/api/jobs", "{\"number\":\"360\",\"priority\":3}", CALLER);
        assertThat(posted.statusCode()).isEqualTo(202);
        assertThat(posted.headers().firstValue("Retry-After")).hasValue("1");
        String path = posted.headers().firstValue("Location").orElseThrow();
        assertThat(path).isEqualTo("/api/jobs/" + json(posted).get("id"));
        assertThat(json(posted)).containsEntry("status", "queued").containsEntry("position", 1L);
        site.work();
        site.work();
        HttpResponse<String> done = site.get(path);
        assertThat(json(done))
                .containsEntry("status", "completed")
                .containsEntry("caller", "a")
                .containsEntry("number", "360")
                .containsEntry("priority", 3L)
                .containsEntry("certainty", "proven")
                .containsEntry(
                        "factors",
                        List.of(
                                Map.of("prime", "2", "exponent", 3L),
                                Map.of("prime", "3", "exponent", 2L),
                                Map.of("prime", "5", "exponent", 1L)));
        String tag = done.headers().firstValue("ETag").orElseThrow();
        assertThat(site.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void aBatchIsTakenWholeOrNotAtAll() throws Exception {
        start();
        HttpResponse<String> lines = site.post(
                "/api/jobs",
                "{\"number\":6}\r\n\n{\"number\":\"7\"}\n",
                "X-Caller-ID",
                "a",
                "Content-Type",
                "application/x-ndjson");
        assertThat(lines.statusCode()).isEqualTo(202);
        HttpResponse<String> array = site.post("/api/jobs", "[{\"number\":\"8\"},{\"number\":9}]", CALLER);
        assertThat((List<?>) json(array).get("jobs")).hasSize(2);
        assertThat(json(array)).containsEntry("position", 3L);
        String bad = "[{\"number\":\"8\"},{\"number\":\"9\"},{\"number\":\"x\"}]";
        HttpResponse<String> rejected = site.post("/api/jobs", bad, CALLER);
        assertThat(rejected.statusCode()).isEqualTo(400);
        assertThat((String) json(rejected).get("detail")).startsWith("job 2: ");
        assertThat(json(rejected)).containsEntry("field", "number");
        assertThat(site.post("/api/jobs", "[]", CALLER).statusCode()).isEqualTo(400);
        assertThat(site.post("/api/jobs", batch(1_001), CALLER).statusCode()).isEqualTo(400);
        assertThat(site.queue().look().queued()).isEqualTo(4);
        assertThat(site.post("/api/jobs", batch(1_000), CALLER).statusCode()).isEqualTo(202);
        assertThat(site.queue().look().queued()).isEqualTo(1_004);
    }

    private static String batch(int jobs) {
        return IntStream.range(0, jobs)
                .mapToObj(i -> "{\"number\":" + i + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void whoWaitsIsAnsweredAtTheEndAndHoldsNoThread() throws Exception {
        start();
        JobId id = site.posted("a", "15");
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(site.getLater("/api/jobs/" + id + "?wait=20s"));
        }
        CompletableFuture<HttpResponse<String>> posting =
                site.postLater("/api/jobs", "{\"number\":21}", "X-Caller-ID", "b", "Prefer", "respond-async, wait=20");
        CompletableFuture<HttpResponse<String>> batch =
                site.postLater("/api/jobs?wait=20", "[{\"number\":22},{\"number\":26}]", "X-Caller-ID", "c");
        Waiting.until("all to wait", () -> site.metric("junretsu_jobs_waiting_clients") == 103);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        for (int i = 0; i < 4; i++) {
            site.work();
        }
        for (CompletableFuture<HttpResponse<String>> each : waiting) {
            assertThat(json(each.get(10, TimeUnit.SECONDS))).containsEntry("status", "completed");
        }
        assertThat(posting.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(json(posting.get())).containsEntry("status", "completed").containsEntry("number", "21");
        assertThat(batch.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat((List<?>) json(batch.get()).get("jobs")).hasSize(2);
        Waiting.until("nobody to wait", () -> site.metric("junretsu_jobs_waiting_clients") == 0);
    }

    @Test
    void clientsThatLeaveGiveTheirPlacesBackAtOnce() throws Exception {
        start();
        JobId id = site.posted("a", "15");
        URI server = URI.create(site.server.location());
        List<String> requests = List.of(
                "GET /api/jobs/" + id + "?wait=90s HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/jobs/" + id + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /api/jobs?wait=90s&caller=b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 29\r\n\r\n"
                        + "[{\"number\":22},{\"number\":26}]");
        List<Socket> clients = new ArrayList<>();
        for (String request : requests) {
            clients.add(new Socket(server.getHost(), server.getPort()));
            clients.get(clients.size() - 1).getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }
        Waiting.until("all to wait", () -> site.metric("junretsu_jobs_waiting_clients") == 4);
        for (Socket client : clients) {
            client.close();
        }
        Waiting.until("nobody to wait", () -> site.metric("junretsu_jobs_waiting_clients") == 0);
    }

    @Test
    void whoseTimeIsOverIsToldTheStateAsItIs() throws Exception {
        start();
        HttpResponse<String> posted = site.post("/api/jobs?wait=50ms", "{\"number\":21}", CALLER);
        assertThat(posted.statusCode()).isEqualTo(202);
        assertThat(json(posted)).containsEntry("status", "queued");
        HttpResponse<String> shown = site.get("/api/jobs/" + json(posted).get("id") + "?wait=50ms");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(json(shown)).containsEntry("status", "queued").containsEntry("position", 0L);
        assertThat(site.get("/api/jobs/" + json(posted).get("id") + "?wait=soon")
                        .statusCode())
                .isEqualTo(400);
    }

    /** The next event of a stream, with its data. */
    private static String nextEvent(Iterator<String> lines) {
        String line = lines.next();
        while (!line.startsWith("event: ")) {
            line = lines.next();
        }
        return line + " " + lines.next();
    }

    @Test
    void theEventsOfAJobTellItsWayToTheEnd() throws Exception {
        start();
        site.posted("a", "5");
        JobId id = site.posted("a", "15");
        Iterator<String> lines = site.lines("/api/jobs/" + id + "/events");
        assertThat(nextEvent(lines)).isEqualTo("event: queued data: {\"position\":1,\"eta_s\":null}");
        site.work();
        assertThat(nextEvent(lines)).isEqualTo("event: queued data: {\"position\":0,\"eta_s\":null}");
        Turn turn = site.memory().take(0);
        assertThat(nextEvent(lines)).startsWith("event: started ");
        site.memory().suspend(turn, 1_000_000);
        site.work();
        assertThat(nextEvent(lines)).startsWith("event: completed ").contains("\"prime\":\"3\"");
        HttpResponse<String> behind = site.get("/api/jobs/" + id + "/events");
        assertThat(behind.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(behind.body()).contains("event: completed");
        assertThat(site.get("/api/jobs/" + id + "/events", "Last-Event-ID", "end")
                        .statusCode())
                .isEqualTo(204);
        assertThat(site.get("/api/jobs/" + JobId.of(99) + "/events").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aQueueThatDoesNotAnswerIsAskedOnceForEachReader() throws Exception {
        start();
        JobId id = site.posted("a", "15");
        Iterator<String> lines = site.lines("/api/jobs/" + id + "/events");
        assertThat(nextEvent(lines)).startsWith("event: queued ");
        List<CompletableFuture<Job>> held = site.memory().holdFinds();
        Waiting.until("a look", () -> !held.isEmpty());
        Waiting.sleep(1_000);
        assertThat(held).hasSize(1);
        held.get(0).completeExceptionally(new IllegalStateException("a disk"));
        Waiting.until("the next look", () -> held.size() == 2);
    }

    @Test
    void aJobIsCancelledByItsCallerAlone() throws Exception {
        start();
        JobId id = site.posted("a", "15");
        String path = "/api/jobs/" + id;
        assertThat(site.delete(path).statusCode()).isEqualTo(400);
        assertThat(site.delete(path, "X-Caller-ID", "b").statusCode()).isEqualTo(403);
        assertThat(site.delete("/api/jobs/" + JobId.of(99), CALLER).statusCode())
                .isEqualTo(404);
        assertThat(site.delete(path, CALLER).statusCode()).isEqualTo(204);
        assertThat(site.delete(path, CALLER).statusCode()).isEqualTo(409);
        assertThat(json(site.get(path))).containsEntry("status", "cancelled");
        assertThat(json(site.get("/compute/" + id)))
                .containsEntry("status", "cancelled")
                .containsKey("error");
    }

    @Test
    void theSameKeyBringsTheSameJob() throws Exception {
        start();
        String[] keyed = {"X-Caller-ID", "a", "Idempotency-Key", "k"};
        HttpResponse<String> first = site.post("/api/jobs", "{\"number\":15}", keyed);
        assertThat(json(site.post("/api/jobs", "{\"number\":15}", keyed)).get("id"))
                .isEqualTo(json(first).get("id"));
        assertThat(json(site.post("/compute", "{\"number\":15}", keyed)).get("request_id"))
                .isEqualTo(json(first).get("id"));
        assertThat(site.post("/api/jobs", "{\"number\":16}", keyed).statusCode())
                .isEqualTo(422);
        site.work();
        HttpResponse<String> done = site.post("/api/jobs", "{\"number\":15}", keyed);
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(json(done)).containsEntry("status", "completed");
    }

    @Test
    void aListHasTheCallersOwnJobsByStateAndPage() throws Exception {
        start("admin-token", TOKEN);
        for (int i = 0; i < 5; i++) {
            site.posted("a", Integer.toString(i));
        }
        site.posted("b", "9");
        site.work();
        assertThat(site.get("/api/jobs").statusCode()).isEqualTo(400);
        assertThat(numbers(site.get("/api/jobs", CALLER))).containsExactly("4", "3", "2", "1", "0");
        HttpResponse<String> page = site.get("/api/jobs?limit=2", CALLER);
        assertThat(numbers(page)).containsExactly("4", "3");
        assertThat(numbers(site.get("/api/jobs?limit=2&before=" + json(page).get("next"), CALLER)))
                .containsExactly("2", "1");
        assertThat(numbers(site.get("/api/jobs?status=completed,failed", CALLER)))
                .containsExactly("0");
        assertThat(numbers(site.get("/api/jobs", "Authorization", "Bearer " + TOKEN)))
                .hasSize(6);
        for (String bad : List.of("status=done", "before=x", "limit=0", "limit=1001")) {
            assertThat(site.get("/api/jobs?" + bad, CALLER).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    private static List<String> numbers(HttpResponse<String> list) {
        return ((List<?>) json(list).get("jobs"))
                .stream().map(job -> (String) ((Map<?, ?>) job).get("number")).toList();
    }

    @Test
    void aDeadJobIsShownAndPutBackWithTheAdminsToken() throws Exception {
        start("admin-token", TOKEN);
        JobId id = site.posted("a", "15");
        for (int i = 0; i < JobWire.TRIES_MAX; i++) {
            site.memory().died(site.memory().take(0), 1, "a defect");
        }
        assertThat(json(site.get("/api/jobs/" + id)))
                .containsEntry("status", "failed")
                .containsEntry("error", "it failed 5 times; the last time: a defect");
        String[] admin = {"Authorization", "Bearer " + TOKEN};
        assertThat(site.get("/api/dead").statusCode()).isEqualTo(401);
        assertThat(numbers(site.get("/api/dead", admin))).containsExactly("15");
        assertThat(site.post("/api/jobs/" + id + "/requeue", "").statusCode()).isEqualTo(401);
        assertThat(site.post("/api/jobs/" + id + "/requeue", "", admin).statusCode())
                .isEqualTo(204);
        assertThat(site.post("/api/jobs/" + id + "/requeue", "", admin).statusCode())
                .isEqualTo(409);
        site.work();
        assertThat(json(site.get("/api/jobs/" + id)))
                .containsEntry("status", "completed")
                .containsKey("deaths");
        assertThat(numbers(site.get("/api/dead", admin))).isEmpty();
        Map<String, Object> counts = json(site.get("/api/counts"));
        assertThat(counts)
                .containsEntry("accepted", 1L)
                .containsEntry("requeued", 1L)
                .containsEntry("failed", 1L)
                .containsEntry("completed", 1L)
                .containsEntry("open", 0L);
    }

    @Test
    void aCallerIsHeldToItsRateAndToItsOpenJobs() throws Exception {
        start("rate", "2/s", "open-max", "4");
        assertThat(site.post("/compute", "{\"number\":1}", CALLER).statusCode()).isEqualTo(200);
        HttpResponse<String> limited = null;
        for (int i = 0; i < 20 && (limited == null || limited.statusCode() == 200); i++) {
            limited = site.post("/compute", "{\"number\":2}", CALLER);
        }
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 10L);
        assertThat(limited.body()).contains("2 jobs a second");
        HttpResponse<String> full = site.post("/api/jobs", batch(5), "X-Caller-ID", "b");
        assertThat(full.statusCode()).isEqualTo(429);
        assertThat(full.headers().firstValue("Retry-After")).isPresent();
        assertThat(site.metric("junretsu_jobs_rejected_total{reason=\"rate\"}")).isEqualTo(1);
        assertThat(site.metric("junretsu_jobs_rejected_total{reason=\"open\"}")).isEqualTo(1);
    }

    @Test
    void jobsThatWereRefusedOrWereThereAlreadyAreNotPaidFor() throws Exception {
        start("rate", "1/s");
        site.memory().problem("the disk is full");
        assertThat(site.post("/api/jobs", batch(1_000), CALLER).statusCode()).isEqualTo(503);
        site.memory().problem(null);
        String[] keyed = {JobWire.CALLER_HEADER, "a", JobWire.IDEMPOTENCY_HEADER, "key"};
        String body = site.post("/compute", "{\"number\":5}", keyed).body();
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> conflict = site.post("/compute", "{\"number\":6}", keyed);
            assertThat(conflict.statusCode()).as(conflict.body()).isEqualTo(422);
            assertThat(site.post("/compute", "{\"number\":5}", keyed).body()).isEqualTo(body);
        }
    }

    @Test
    void aQueueThatCannotBeWrittenIsSaidAndNothingIsAcknowledged() throws Exception {
        start();
        assertThat(site.get("/readyz").statusCode()).isEqualTo(200);
        site.memory().problem("the disk is full");
        HttpResponse<String> answer = site.post("/compute", "{\"number\":5}", CALLER);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).isEqualTo("{\"error\":\"the disk is full\"}");
        assertThat(site.get("/readyz").body()).isEqualTo("the disk is full\n");
        assertThat(site.get("/healthz").statusCode()).isEqualTo(200);
        site.memory().problem(null);
        assertThat(site.post("/compute", "{\"number\":5}", CALLER).statusCode()).isEqualTo(200);
    }

    @Test
    void withAFileOfCallersTheKeySaysOnWhoseBehalfARequestComes(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("callers");
        Files.writeString(file, "key-of-acme-1 acme open=2\nkey-of-bolt-1 bolt\n", StandardCharsets.UTF_8);
        start("callers", file.toString(), "admin-token", TOKEN);
        String[] acme = {"Authorization", "Bearer key-of-acme-1", "X-Caller-ID", "somebody"};
        String[] bolt = {"Authorization", "Bearer key-of-bolt-1"};
        assertThat(site.post("/compute", "{\"number\":5}", CALLER).statusCode()).isEqualTo(401);
        String id = (String) json(site.post("/compute", "{\"number\":5}", acme)).get("request_id");
        for (String path : List.of("/compute/" + id, "/api/jobs/" + id, "/api/jobs/" + id + "/events")) {
            assertThat(site.get(path, CALLER).statusCode()).as(path).isEqualTo(401);
            assertThat(site.get(path, bolt).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(json(site.get("/compute/" + id, acme))).containsEntry("status", "pending");
        assertThat(json(site.get("/api/jobs/" + id, acme))).containsEntry("caller", "acme");
        assertThat(json(site.get("/api/jobs/" + id, "Authorization", "Bearer " + TOKEN)))
                .containsEntry("caller", "acme");
        assertThat(site.post("/api/jobs", batch(2), acme).statusCode()).isEqualTo(429);
        assertThat(site.post("/api/jobs", batch(3), bolt).statusCode()).isEqualTo(202);
        assertThat(site.delete("/api/jobs/" + id, bolt).statusCode()).isEqualTo(403);
        assertThat(numbers(site.get("/api/jobs", bolt))).hasSize(3);
        assertThat((List<?>) json(site.get("/api/queue", bolt)).get("callers")).hasSize(1);
        assertThat((List<?>) json(site.get("/api/queue", "Authorization", "Bearer " + TOKEN))
                        .get("callers"))
                .hasSize(2);
        assertThat(site.delete("/api/jobs/" + id, acme).statusCode()).isEqualTo(204);
        Files.writeString(file, "key-of-bolt-2 bolt open=1\n", StandardCharsets.UTF_8);
        Waiting.until("the file to be read", () -> site.said.removeIf(line -> line.contains("were read again")));
        assertThat(site.get("/api/jobs", bolt).statusCode()).isEqualTo(401);
        Waiting.until("the refusal to be told", () -> site.said.removeIf(line -> line.contains("token refused")));
    }

    @Test
    void aServerThatStopsAnswersThoseWhoWait() throws Exception {
        start();
        JobId id = site.posted("a", "15");
        CompletableFuture<HttpResponse<String>> waiting = site.getLater("/api/jobs/" + id + "?wait=60s");
        Waiting.until("one to wait", () -> site.metric("junretsu_jobs_waiting_clients") == 1);
        String report = site.server.stop();
        assertThat(waiting.get(10, TimeUnit.SECONDS).body()).contains("\"status\":\"queued\"");
        assertThat(report).contains("accepted                1 jobs").contains("open                    1 jobs");
        site = null;
    }
}
