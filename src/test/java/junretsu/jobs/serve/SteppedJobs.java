package junretsu.jobs.serve;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.MemoryQueue;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.queue.Turn;
import junretsu.service.Surroundings;
import junretsu.testing.FlagSettings;
import junretsu.text.JsonReader;

/** A jobs server on a queue in memory, whose worker is the test: it does a job when it is told to. */
final class SteppedJobs implements AutoCloseable {
    final List<String> said = Collections.synchronizedList(new ArrayList<>());
    final JobsServer server;
    final HttpClient http = HttpClient.newHttpClient();
    private MemoryQueue queue;
    private boolean isOpen = true;

    /** @param flags as for {@link FlagSettings} */
    SteppedJobs(String... flags) throws Exception {
        this(false, flags);
    }

    /** @param works whether the server has a worker of its own, rather than the test */
    SteppedJobs(boolean works, String... flags) throws Exception {
        List<String> all = new ArrayList<>(List.of(flags));
        all.addAll(List.of("http", "127.0.0.1:0", "workers", "1"));
        JobsConfig config = JobsConfig.from(FlagSettings.of(all.toArray(String[]::new)));
        server = JobsServer.start(
                config,
                (settings, rules, workers, surroundings) -> {
                    queue = new MemoryQueue(works ? settings.queue() : idle(settings.queue()), rules, Clock.SYSTEM);
                    return new OpenQueue(queue, "memory", List.of(), () -> null);
                },
                new Surroundings("1", said::add, new DistinctErrors(said::add, Clock.SYSTEM), Clock.SYSTEM));
    }

    private static QueueConfig idle(QueueConfig queue) {
        return new QueueConfig(
                queue.byTime(),
                queue.sliceNanos(),
                0,
                queue.seats(),
                queue.openMax(),
                queue.resultTtlMs(),
                queue.leaseMs(),
                queue.shards());
    }

    JobQueue queue() {
        return queue;
    }

    MemoryQueue memory() {
        return queue;
    }

    /** Factors the number whose turn it is, by trial division. */
    void work() {
        Turn turn = queue.take(0);
        queue.finish(
                turn, 1_000_000, new JobResult(primes(Long.parseLong(turn.job().number())), null, true));
    }

    private static List<String> primes(long number) {
        List<String> primes = new ArrayList<>();
        long rest = number;
        for (long p = 2; p * p <= rest; p++) {
            for (; rest % p == 0; rest /= p) {
                primes.add(Long.toString(p));
            }
        }
        if (rest > 1) {
            primes.add(Long.toString(rest));
        }
        return primes;
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.location() + path)).timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request(path, headers).build());
    }

    /** The lines of an answer as they come. */
    Iterator<String> lines(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofLines()).body().iterator();
    }

    CompletableFuture<HttpResponse<String>> getLater(String path, String... headers) {
        return http.sendAsync(request(path, headers).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)).build());
    }

    CompletableFuture<HttpResponse<String>> postLater(String path, String body, String... headers) {
        return http.sendAsync(
                request(path, headers).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path, String... headers) throws Exception {
        return send(request(path, headers).DELETE().build());
    }

    /** Posts one number for a caller; returns the job's ID. */
    JobId posted(String caller, String number) throws Exception {
        HttpResponse<String> answer = post("/api/jobs?caller=" + caller, "{\"number\":\"" + number + "\"}");
        return JobId.parse((String) json(answer).get("id"));
    }

    /** The value of a sample at /metrics. */
    double metric(String sample) {
        try {
            return get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(sample + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static Map<String, Object> json(HttpResponse<String> answer) {
        return JsonReader.readObject(answer.body());
    }

    @Override
    public void close() {
        if (isOpen) {
            isOpen = false;
            server.stop();
        }
    }
}
