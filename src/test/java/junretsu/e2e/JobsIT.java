package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A jobs server as its users meet it: curl, many callers, a restart. */
class JobsIT {
    /** Two primes of 38 digits: minutes of work. */
    private static final String HARD = "2401250128960445501719191111121355533010385356539517218654848334733665441651";

    @TempDir
    Path data;

    private final HttpClient http = HttpClient.newHttpClient();

    private static HttpRequest.Builder request(JunretsuProcess server, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.http() + path)).timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> post(JunretsuProcess server, String path, String body, String... headers)
            throws Exception {
        return http.send(
                request(server, path, headers)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static Map<String, Object> json(String text) {
        return JsonReader.readObject(text);
    }

    private static String curl(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "60"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void factorsWhatCurlSendsAsThePublicTaskDescribesIt(Setup setup) throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveJobs(setup, data)) {
            String url = server.http();
            String answer = curl("-d", "{\"number\":\"63\"}", "-H", "X-Caller-ID: anna", url + "/compute");
            String id = (String) json(answer).get("request_id");
            Waiting.until(
                    "the factors",
                    () -> server.get("/compute/" + id)
                            .body()
                            .equals("{\"status\":\"completed\",\"number\":\"63\",\"results\":[\"3\",\"3\",\"7\"]}"));
            assertThat(json(curl("-d", "{\"number\":1}", url + "/compute?caller=ben")))
                    .containsOnlyKeys("request_id");
            String waited = curl(
                    "-d",
                    "{\"number\":\"100000000000000000050700000000000000004563\"}",
                    "-H",
                    "X-Caller-ID: anna",
                    url + "/api/jobs?wait=30s");
            assertThat(waited).contains("\"prime\":\"1000000000000000000117\"").contains("\"certainty\":\"probable\"");
            assertThat(curl("-X", "POST", url + "/compute?caller=a&number=2.5")).startsWith("{\"error\":\"");
            assertThat(curl(url + "/api/jobs?caller=anna"))
                    .contains("\"number\":\"63\"")
                    .doesNotContain("ben");
            server.requireQuiet();
            assertThat(server.terminate()).isZero();
            assertThat(server.stdout()).contains("completed").contains("stopped after");
        }
    }

    @Test
    void aCallerWithOneJobDoesNotWaitForOneWithFiveHundredHardOnes() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveJobs(Setup.newest(), data)) {
            String batch = ("{\"number\":" + HARD + "}\n").repeat(500);
            HttpResponse<String> many =
                    post(server, "/api/jobs?caller=many", batch, "Content-Type", "application/x-ndjson");
            assertThat(many.statusCode()).isEqualTo(202);
            Waiting.sleep(500);
            Map<String, Object> one = json(post(server, "/api/jobs?caller=one&wait=30s", "{\"number\":1001}")
                    .body());
            assertThat(one).containsEntry("status", "completed");
            assertThat(server.count("completed")).isEqualTo(1);
            assertThat(server.count("open")).isBetween(500L, 501L);
        }
    }

    @Test
    void theSameKeyTwiceAtOnceIsOneJobAlsoAfterAKill() throws Exception {
        JunretsuProcess server = JunretsuProcess.serveJobs(Setup.oldest(), data, "--admin-token", "the-admin");
        try {
            Set<Object> ids = new HashSet<>();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(http.sendAsync(
                        request(server, "/compute", "X-Caller-ID", "a", "Idempotency-Key", "k")
                                .POST(BodyPublishers.ofString("{\"number\":15}"))
                                .build(),
                        BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> each : answers) {
                ids.add(json(each.get(30, TimeUnit.SECONDS).body()).get("request_id"));
            }
            assertThat(ids).hasSize(1);
            String address = URI.create(server.http()).getAuthority();
            server.kill();
            server.close();
            server = JunretsuProcess.serveJobs(Setup.oldest(), data, "--admin-token", "the-admin", "--http", address);
            String[] keyed = {"X-Caller-ID", "a", "Idempotency-Key", "k"};
            assertThat(ids)
                    .contains(json(post(server, "/compute", "{\"number\":15}", keyed)
                                    .body())
                            .get("request_id"));
            assertThat(post(server, "/compute", "{\"number\":16}", keyed).statusCode())
                    .isEqualTo(422);
            HttpResponse<String> all = server.request("GET", "/api/jobs?limit=1000", "the-admin", "");
            assertThat((List<?>) json(all.body()).get("jobs")).hasSize(1);
        } finally {
            server.close();
        }
    }

    @Test
    void aRunningJobIsCancelledAtOnceAndItsWatcherTold() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveJobs(Setup.newest(), data, "--workers", "1")) {
            String id = (String) json(post(server, "/api/jobs?caller=a", "{\"number\":" + HARD + "}")
                            .body())
                    .get("id");
            HttpResponse<java.io.InputStream> events =
                    http.send(request(server, "/api/jobs/" + id + "/events").build(), BodyHandlers.ofInputStream());
            BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8));
            awaitLine(lines, "event: progress");
            HttpRequest cancel = request(server, "/api/jobs/" + id, "X-Caller-ID", "a")
                    .DELETE()
                    .build();
            assertThat(http.send(cancel, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
            awaitLine(lines, "event: completed");
            assertThat(lines.readLine()).contains("\"status\":\"cancelled\"");
            Map<String, Object> next = json(post(server, "/api/jobs?caller=a&wait=30s", "{\"number\":1001}")
                    .body());
            assertThat(next).containsEntry("status", "completed");
            assertThat(server.get("/compute/" + id).body()).contains("\"status\":\"cancelled\"");
        }
    }

    private static void awaitLine(BufferedReader lines, String wanted) throws Exception {
        String line = lines.readLine();
        while (line != null && !line.equals(wanted)) {
            line = lines.readLine();
        }
        assertThat(line).isEqualTo(wanted);
    }

    @Test
    void theCountsBalanceOverARestart() throws Exception {
        try (JunretsuProcess first = JunretsuProcess.serveJobs(Setup.oldest(), data)) {
            post(first, "/api/jobs?caller=a&wait=30s", "[{\"number\":6},{\"number\":7}]");
            post(first, "/api/jobs?caller=a", "[{\"number\":" + HARD + "},{\"number\":" + HARD + "}]");
            assertThat(first.terminate()).isZero();
            first.requireQuiet();
        }
        try (JunretsuProcess second = JunretsuProcess.serveJobs(Setup.oldest(), data)) {
            assertThat(second.stdout()).contains("with 2 open jobs");
            post(second, "/api/jobs?caller=b&wait=30s", "{\"number\":9}");
            Waiting.until("the counts to balance", () -> {
                Map<String, Object> counts = second.counts();
                return counts.get("open_at_start").equals(2L)
                        && counts.get("accepted").equals(1L)
                        && counts.get("completed").equals(1L)
                        && counts.get("open").equals(2L);
            });
            HttpResponse<String> list = second.get("/api/jobs?caller=a&status=completed");
            assertThat((List<?>) json(list.body()).get("jobs")).hasSize(2);
        }
    }
}
