package junretsu.jobs.serve;

import static junretsu.jobs.serve.SteppedJobs.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import junretsu.base.LowPriority;
import junretsu.jobs.queue.JobId;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A jobs server that works, on a queue in memory. */
class JobsWorkIT {
    private static final String[] CALLER = {"X-Caller-ID", "a"};

    /** Two primes of 38 digits: minutes of work. */
    private static final String HARD = "2401250128960445501719191111121355533010385356539517218654848334733665441651";

    private SteppedJobs site;

    private void start(String... flags) throws Exception {
        site = new SteppedJobs(true, flags);
    }

    @AfterEach
    void stop() {
        site.close();
        assertThat(site.said).isEmpty();
    }

    @Test
    void smallNumbersAreFactoredWhileTheClientWaits() throws Exception {
        start();
        HttpResponse<String> answer =
                site.post("/api/jobs?wait=20s", "{\"number\":\"100000000000000000050700000000000000004563\"}", CALLER);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat((List<?>) json(answer).get("factors")).hasSizeGreaterThan(1);
        assertThat(json(site.post("/api/jobs?wait=20s", "{\"number\":0}", CALLER)))
                .containsEntry("factors", List.of(Map.of("prime", "0", "exponent", 1L)));
        assertThat(json(site.post("/api/jobs?wait=20s", "{\"number\":1}", CALLER)))
                .containsEntry("factors", List.of());
        HttpResponse<String> batch = site.post("/api/jobs?wait=20s", "[{\"number\":6},{\"number\":7}]", CALLER);
        assertThat(batch.statusCode()).isEqualTo(200);
        assertThat(json(site.get("/api/counts"))).containsEntry("completed", 5L).containsEntry("open", 0L);
    }

    @Test
    void theWorkOnAHardNumberIsShownAndEndsSoonWhenItIsCancelled() throws Exception {
        start();
        JobId id = site.posted("a", HARD);
        CompletableFuture<HttpResponse<String>> events = site.getLater("/api/jobs/" + id + "/events");
        Waiting.until("a worker at it", () -> atWork().containsKey("method"));
        assertThat(atWork()).containsEntry("number", HARD).containsEntry("caller", "a");
        Waiting.sleep(1_000);
        assertThat(site.delete("/api/jobs/" + id, CALLER).statusCode()).isEqualTo(204);
        String text = events.get(10, TimeUnit.SECONDS).body();
        assertThat(text)
                .containsPattern("event: started\\n")
                .containsPattern("event: progress\\ndata: .*\"method\":\"");
        assertThat(text).contains("\"status\":\"cancelled\"");
        Waiting.until("the worker to be idle", () -> !atWork().containsKey("method"));
    }

    @Test
    void workersGiveWayToThreadsThatAnswer() throws Exception {
        Path tasks = Path.of("/proc/thread-self/..");
        assumeTrue(Files.isDirectory(tasks), "proc(5)");
        start();
        Waiting.until("a worker of low priority", () -> workersAt(tasks, LowPriority.NICE) > 0);
        assertThat(workersAt(tasks, 0)).isZero();
    }

    /** Workers of this JVM with a nice value, the 19th field of their stat: proc(5). */
    private static long workersAt(Path tasks, int nice) {
        try (Stream<Path> threads = Files.list(tasks.toRealPath())) {
            return threads.map(thread -> thread.resolve("stat"))
                    .map(JobsWorkIT::stat)
                    .filter(stat -> stat.contains("(job-worker-"))
                    .filter(stat ->
                            stat.substring(stat.indexOf(") ")).split(" ")[17].equals("" + nice))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stat(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private Map<String, String> atWork() {
        try {
            List<?> workers = (List<?>) json(site.get("/api/queue")).get("workers");
            return ((Map<?, ?>) workers.get(0))
                    .entrySet().stream()
                            .collect(java.util.stream.Collectors.toMap(
                                    each -> (String) each.getKey(), each -> String.valueOf(each.getValue())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatTakesTooLongIsAnsweredInPart() throws Exception {
        start("job-time", "300ms");
        String number = HARD + "00";
        Map<String, Object> job = json(site.post("/api/jobs?wait=20s", "{\"number\":" + number + "}", CALLER));
        assertThat(job).containsEntry("status", "partial").containsKey("composite");
        Map<String, Object> compute = json(site.get("/compute/" + job.get("id")));
        assertThat(compute)
                .containsEntry("status", "completed")
                .containsEntry("partial", true)
                .containsEntry("composite", job.get("composite"));
        assertThat((List<?>) compute.get("results")).last().isEqualTo(job.get("composite"));
    }
}
