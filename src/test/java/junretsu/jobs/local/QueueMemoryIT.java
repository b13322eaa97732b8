package junretsu.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.Posting.NewJob;
import junretsu.jobs.queue.QueueConfig;
import junretsu.service.Ending;
import junretsu.service.Workers;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server in a small heap, with a caller for each job. */
class QueueMemoryIT {
    /** Two primes of 50 digits: nobody factors it meanwhile. */
    private static final String HARD =
            "6255319915738530826956241272247292294515071068887548526295555513770133505858612723995632339017386819";

    private static final List<String> SMALL = heap(48);
    private static final int OPEN = 54_000;
    private static final int MORE_MAX = 30_000;
    private static final int AT_ONCE = 64;
    private static final int FILLED_AT_ONCE = 20_000;

    @TempDir
    Path data;

    private final HttpClient http = HttpClient.newHttpClient();

    private static List<String> heap(int mib) {
        return List.of("env", "JAVA_TOOL_OPTIONS=-Xmx" + mib + "m");
    }

    /** Fills the queue by this process, whose heap is large. */
    private void fill(int jobs) throws Exception {
        QueueConfig config = new QueueConfig(true, 50_000_000, 1, 1, 1_000_000, 60_000, 10_000, 1);
        DistinctErrors errors = new DistinctErrors(sentence -> {}, Clock.SYSTEM);
        Workers workers = new Workers(errors, new Ending());
        CallerRules rules = caller -> new CallerRules.Rule(1, Integer.MAX_VALUE, 1_000);
        try (LocalQueue queue = LocalQueue.open(data, config, rules, workers::add, errors, Clock.SYSTEM)) {
            workers.start();
            for (int from = 0; from < jobs; from += FILLED_AT_ONCE) {
                fill(queue, from, Math.min(jobs, from + FILLED_AT_ONCE));
            }
        }
    }

    private static void fill(LocalQueue queue, int from, int to) throws Exception {
        List<CompletionStage<Posted>> posted = new ArrayList<>();
        for (int i = from; i < to; i++) {
            posted.add(queue.post(new Posting("filler-" + i, List.of(new NewJob(HARD, 5)), null)));
        }
        for (CompletionStage<Posted> each : posted) {
            assertThat(each.toCompletableFuture().get(60, TimeUnit.SECONDS)).isInstanceOf(Posted.Accepted.class);
        }
    }

    private CompletableFuture<HttpResponse<String>> post(JunretsuProcess server, String caller) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.http() + "/api/jobs"))
                .header("X-Caller-ID", caller)
                .POST(BodyPublishers.ofString("{\"number\":\"" + HARD + "\"}"))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    /** Posts as one caller after the other until one is refused; returns that answer. */
    private HttpResponse<String> postUntilRefused(JunretsuProcess server) throws Exception {
        for (int i = 0; i < MORE_MAX; i += AT_ONCE) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int j = 0; j < AT_ONCE; j++) {
                answers.add(post(server, "caller-" + (i + j)));
            }
            for (CompletableFuture<HttpResponse<String>> each : answers) {
                HttpResponse<String> answer = each.get(30, TimeUnit.SECONDS);
                if (answer.statusCode() != 202) {
                    return answer;
                }
            }
        }
        throw new AssertionError(MORE_MAX + " jobs were taken");
    }

    @Test
    void jobsAreRefusedBeforeTheyFillTheHeap() throws Exception {
        fill(OPEN);
        try (JunretsuProcess server = JunretsuProcess.serveJobs(SMALL, Setup.oldest(), data, "--workers", "1")) {
            HttpResponse<String> refused = postUntilRefused(server);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(refused.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat((String) JsonReader.readObject(refused.body()).get("detail"))
                    .startsWith("the queue is full: its ")
                    .contains("callers take what they may of the heap", "-Xmx");
            Map<String, Object> queue =
                    JsonReader.readObject(server.get("/api/queue").body());
            assertThat((Long) queue.get("heap_bytes_max")).isBetween(15L << 20, 20L << 20);
            assertThat((Long) queue.get("heap_bytes")).isGreaterThan((Long) queue.get("heap_bytes_max") / 10 * 9);
            assertThat(server.metric("junretsu_jobs_open_bytes_max")).isPositive();
            assertThat(server.terminate()).isZero();
            assertThat(server.stderr()).doesNotContain("OutOfMemory");
        }
    }

    @Test
    void aStartInTooSmallAHeapSaysHowLargeItMustBe() throws Exception {
        fill(2 * OPEN);
        String sentence;
        try (JunretsuProcess server = JunretsuProcess.start(
                SMALL, Setup.oldest(), Map.of(), "serve", "jobs", "--http", "127.0.0.1:0", "--data", data + "")) {
            assertThat(server.exitCode()).isEqualTo(1);
            sentence = server.stderr();
        }
        assertThat(sentence)
                .contains("108,000 jobs of 108,000 callers are open")
                .doesNotContain("Exception");
        Matcher heap = Pattern.compile("give java -Xmx(\\d+)m or more").matcher(sentence);
        assertThat(heap.find()).as(sentence).isTrue();
        List<String> enough = heap(Integer.parseInt(heap.group(1)));
        try (JunretsuProcess server = JunretsuProcess.serveJobs(enough, Setup.oldest(), data, "--workers", "1")) {
            assertThat(server.count("open")).isEqualTo(2 * OPEN);
        }
    }
}
