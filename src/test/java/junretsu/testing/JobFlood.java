package junretsu.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import junretsu.text.JsonReader;

/**
 * Clients that hand in jobs until they are stopped, each body under a key of its own until it is answered, and remember
 * what was accepted and every result that they have seen.
 */
public final class JobFlood implements AutoCloseable {
    private static final int BATCH = 5;
    private static final int BITS = 70;
    private static final int LIMIT_S = 60;
    private static final int PAUSE_MS = 50;
    private static final int LOOKS = 500;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String keys;
    private final List<Thread> clients = new ArrayList<>();
    private final AtomicInteger nextKey = new AtomicInteger();
    private final Map<String, String> numbers = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> results = new ConcurrentHashMap<>();
    private volatile boolean isRunning = true;
    private volatile Throwable surprise;

    private JobFlood(String url, String keys) {
        this.url = url;
        this.keys = keys;
    }

    /** Begins to hand in jobs at a server. */
    public static JobFlood at(int clients, String url, long seed) {
        JobFlood flood = new JobFlood(url, "k" + seed + ".");
        for (int i = 0; i < clients; i++) {
            Random random = new Random(seed + i);
            String caller = "caller " + i;
            flood.clients.add(new Thread(() -> flood.run(caller, random), "job-flood-" + i));
        }
        flood.clients.forEach(Thread::start);
        return flood;
    }

    private void run(String caller, Random random) {
        try {
            while (isRunning) {
                List<String> batch = random.ints(BATCH)
                        .mapToObj(i -> new BigInteger(BITS, random).toString())
                        .toList();
                post(caller, batch, random);
                Thread.sleep(PAUSE_MS);
            }
        } catch (Throwable e) {
            surprise = e;
        }
    }

    private void post(String caller, List<String> batch, Random random) throws InterruptedException {
        String body = batch.stream().map(n -> "{\"number\":" + n + "}").collect(Collectors.joining(",", "[", "]"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/jobs"))
                .timeout(Duration.ofSeconds(10))
                .headers("X-Caller-ID", caller, "Idempotency-Key", keys + nextKey.incrementAndGet())
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = untilAnswered(request);
        if (random.nextInt(4) == 0) {
            HttpResponse<String> again = untilAnswered(request);
            assertThat(ids(again)).isEqualTo(ids(answer));
        }
        List<String> ids = ids(answer);
        assertThat(ids).hasSameSizeAs(batch);
        for (int i = 0; i < ids.size(); i++) {
            assertThat(numbers.put(ids.get(i), batch.get(i)))
                    .as("an ID that was there")
                    .isNull();
        }
    }

    private HttpResponse<String> untilAnswered(HttpRequest request) throws InterruptedException {
        while (true) {
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() < 300) {
                    return answer;
                }
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            } catch (IOException e) {
                // The server is being killed or started.
            }
            Thread.sleep(20);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> ids(HttpResponse<String> answer) {
        List<Object> jobs = (List<Object>) JsonReader.readObject(answer.body()).get("jobs");
        return jobs.stream()
                .map(job -> (String) ((Map<String, Object>) job).get("id"))
                .toList();
    }

    /** Waits until so many more jobs have been accepted. */
    public void awaitMore(int jobs) {
        int before = numbers.size();
        Waiting.until("more jobs", LIMIT_S * 1_000, () -> surprise != null || numbers.size() >= before + jobs);
        requireNoSurprise();
    }

    /** Asks for many that were accepted; those that have ended must be right, and as they were seen before. */
    public void requireKept(String server) throws Exception {
        List<Map.Entry<String, String>> some =
                new ArrayList<>(Map.copyOf(numbers).entrySet());
        Collections.shuffle(some);
        for (Map.Entry<String, String> each : some.subList(0, Math.min(LOOKS, some.size()))) {
            requireKept(server, each.getKey(), each.getValue(), "");
        }
        requireNoSurprise();
    }

    private boolean requireKept(String server, String id, String number, String wait) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/api/jobs/" + id + wait))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", id, answer.body()).isEqualTo(200);
        Map<String, Object> job = JsonReader.readObject(answer.body());
        assertThat(job).containsEntry("number", number);
        boolean isEnded = "completed".equals(job.get("status"));
        Map<String, Object> seen = results.get(id);
        if (seen != null) {
            assertThat(job).isEqualTo(seen);
        } else if (isEnded) {
            assertThat(product(job)).isEqualTo(new BigInteger(number));
            results.put(id, job);
        } else {
            assertThat(job.get("status")).isIn("queued", "running");
        }
        return isEnded;
    }

    @SuppressWarnings("unchecked")
    private static BigInteger product(Map<String, Object> job) {
        BigInteger product = BigInteger.ONE;
        for (Object each : (List<Object>) job.get("factors")) {
            Map<String, Object> factor = (Map<String, Object>) each;
            BigInteger prime = new BigInteger((String) factor.get("prime"));
            assertThat(prime.isProbablePrime(40) || prime.signum() == 0).isTrue();
            product = product.multiply(prime.pow(((Long) factor.get("exponent")).intValue()));
        }
        return product;
    }

    /** Stops the clients once their last bodies are answered. */
    public JobFlood finish() throws InterruptedException {
        isRunning = false;
        for (Thread client : clients) {
            client.join(LIMIT_S * 1_000);
            assertThat(client.isAlive()).isFalse();
        }
        requireNoSurprise();
        return this;
    }

    /** Waits for the end of every job that was accepted. @return how many there are */
    public int requireAllCompleted(String server) throws Exception {
        for (Map.Entry<String, String> each : numbers.entrySet()) {
            assertThat(requireKept(server, each.getKey(), each.getValue(), "?wait=60s"))
                    .as(each.getKey())
                    .isTrue();
        }
        return numbers.size();
    }

    private void requireNoSurprise() {
        if (surprise != null) {
            throw new AssertionError("a client was surprised", surprise);
        }
    }

    @Override
    public void close() {
        isRunning = false;
        clients.forEach(Thread::interrupt);
    }
}
