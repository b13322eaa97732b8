package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many items by many clients at once, for one tenant, for even ones and for skewed ones: the counts are exact. */
class ItemsManyIT {
    private static final int ITEMS = 75_000;
    private static final int BATCH = 100;
    private static final int CLIENTS = 16;

    @TempDir
    Path data;

    @TempDir
    Path otherData;

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({"1, false", "100, false", "100, true"})
    void aNodeThatIsAloneIsExactAtOnce(int tenants, boolean isSkewed) throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.newest(), data)) {
            IntFunction<String> tenantOf = tenantOf(tenants, isSkewed);
            assertThat(sendTwice(tenantOf, server)).isEqualTo(ITEMS);
            assertCounts(server, tenants, tenantOf);
            assertThat(server.count("accepted")).isEqualTo(2 * ITEMS);
            assertThat(server.count("new")).isEqualTo(ITEMS);
            assertThat(server.count("tenants")).isEqualTo(tenants);
        }
    }

    @Test
    void twoNodesAreExactOnceTheyHaveConverged() throws Exception {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess one = JunretsuProcess.serveItems(Setup.oldest(), data, "--redis", redis.url());
                JunretsuProcess two = JunretsuProcess.serveItems(Setup.newest(), otherData, "--redis", redis.url())) {
            for (int tenants : new int[] {1, 100}) {
                IntFunction<String> tenantOf =
                        item -> tenants + tenantOf(tenants, true).apply(item);
                assertThat(sendTwice(tenantOf, one, two)).isBetween((long) ITEMS, 2L * ITEMS);
                Waiting.until("convergence", () -> isShipped(one) && isShipped(two));
                assertCounts(one, tenants, tenantOf);
                assertCounts(two, tenants, tenantOf);
            }
        }
    }

    @Test
    void tenantsAreListedWithTheCountsOfAllNodes() throws Exception {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess one = JunretsuProcess.serveItems(Setup.oldest(), data, "--redis", redis.url());
                JunretsuProcess two = JunretsuProcess.serveItems(Setup.newest(), otherData, "--redis", redis.url())) {
            post(one.http(), body(item -> "small", 0));
            post(one.http(), body(item -> "large", 0));
            post(two.http(), body(item -> "large", 50));
            post(two.http(), body(item -> "other", 0));
            Waiting.until("convergence", () -> isShipped(one) && isShipped(two));
            String large = "{\"tenant\":\"large\",\"count\":150}";
            String small = "{\"tenant\":\"small\",\"count\":100}";
            assertThat(one.get("/api/tenants?top=1").body()).isEqualTo("{\"tenants\":[" + large + "]}");
            assertThat(one.get("/api/tenants").body())
                    .isEqualTo("{\"tenants\":[" + large + "," + small + "],\"next\":null}");
            assertThat(one.get("/api/tenants?limit=1").body())
                    .isEqualTo("{\"tenants\":[" + large + "],\"next\":\"large\"}");
            assertThat(one.get("/api/tenants?top=1&own=1").body()).contains("\"large\",\"count\":100");
            redis.kill();
            assertThat(one.get("/api/tenants?top=1").body()).startsWith("{\"scope\":\"node\",\"tenants\":[{");
        }
    }

    private static boolean isShipped(JunretsuProcess server) {
        return server.count("redis_behind") == 0;
    }

    private static IntFunction<String> tenantOf(int tenants, boolean isSkewed) {
        return item -> "t" + (isSkewed ? (int) (tenants * Math.pow(item % 1_000 / 1_000.0, 3)) : item % tenants);
    }

    /** Sends each item twice, by two clients; returns the sum of those that were new. */
    private long sendTwice(IntFunction<String> tenantOf, JunretsuProcess... servers) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        AtomicLong fresh = new AtomicLong();
        List<Future<?>> ends = new ArrayList<>();
        for (int first = 0; first < ITEMS; first += BATCH) {
            String body = body(tenantOf, first);
            for (int copy = 0; copy < 2; copy++) {
                String url = servers[ends.size() % servers.length].http();
                ends.add(clients.submit(() -> fresh.addAndGet(post(url, body))));
            }
        }
        for (Future<?> end : ends) {
            end.get();
        }
        clients.shutdown();
        return fresh.get();
    }

    private static String body(IntFunction<String> tenantOf, int first) {
        StringBuilder body = new StringBuilder("[");
        for (int i = first; i < first + BATCH; i++) {
            body.append(i == first ? "" : ",").append("{\"tenant\":\"").append(tenantOf.apply(i));
            body.append("\",\"id\":\"item-").append(i).append("\"}");
        }
        return body.append(']').toString();
    }

    private long post(String url, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/items"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return (Long) JsonReader.readObject(answer.body()).get("new");
    }

    private static void assertCounts(JunretsuProcess server, int tenants, IntFunction<String> tenantOf) {
        Map<String, Long> expected = IntStream.range(0, ITEMS)
                .mapToObj(tenantOf)
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        assertThat(expected).hasSize(tenants);
        expected.forEach((name, count) -> assertThat(
                        server.get("/items/" + name + "/count").body())
                .as(name)
                .isEqualTo("{\"count\":" + count + "}"));
    }
}
