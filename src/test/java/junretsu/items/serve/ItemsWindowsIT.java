package junretsu.items.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.config.Settings;
import junretsu.items.set.FingerprintSet;
import junretsu.redis.RedisConfig;
import junretsu.service.Surroundings;
import junretsu.testing.FlagSettings;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows that are older than is kept are dropped, and nothing else is. */
class ItemsWindowsIT {
    private static final long DAY_MS = 86_400_000;
    private static final long LIMIT_NANOS = 20_000_000_000L;

    @TempDir
    Path data;

    private final HttpClient http = HttpClient.newHttpClient();
    private final SteppedClock clock = new SteppedClock();
    private final List<String> log = new ArrayList<>();
    private String url;

    /** The system's, and further on. */
    private static final class SteppedClock implements Clock {
        private volatile long aheadMs;
        private volatile long epochMs;

        @Override
        public long nanoTime() {
            return System.nanoTime() + aheadMs * 1_000_000;
        }

        @Override
        public long epochMillis() {
            return epochMs;
        }

        void day(int day) {
            epochMs = day * DAY_MS + 1;
        }
    }

    private ItemsServer serve(Path directory, String redis, String... more) throws Exception {
        List<String> flags = new ArrayList<>(List.of("http", "127.0.0.1:0", "data", directory.toString()));
        flags.addAll(List.of("window", "1d"));
        flags.addAll(List.of(more));
        Settings shared =
                redis == null ? null : new Settings(Map.of("redis", new Settings.Setting(List.of(redis), "flag")));
        ItemsServer server = ItemsServer.start(
                ItemsConfig.from(FlagSettings.of(flags.toArray(String[]::new))),
                shared == null ? null : RedisConfig.from(shared, name -> null).orElseThrow(),
                new Surroundings("0", line -> {}, new DistinctErrors(log::add, clock), clock));
        url = server.ready().replaceAll("(?s).*(http://[0-9.:]+).*", "$1");
        return server;
    }

    private String get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString())
                .body();
    }

    private void post(String... ids) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/items/t"))
                .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", ids), StandardCharsets.UTF_8))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private void awaitWindows(String windows) throws Exception {
        awaitAnswer("/api/items/t/windows", "{\"windows\":[" + windows + "]}");
    }

    private void awaitAnswer(String path, String expected) throws Exception {
        String answer = get(path);
        for (long end = System.nanoTime() + LIMIT_NANOS; !answer.equals(expected) && System.nanoTime() < end; ) {
            Waiting.sleep(20);
            answer = get(path);
        }
        assertThat(answer).as("log %s", log).isEqualTo(expected);
    }

    @Test
    void thoseBeforeTheLastOnesAreGoneForGoodAndTheTotalStays() throws Exception {
        String last = "{\"window\":\"1970-01-13\",\"count\":3},{\"window\":\"1970-01-12\",\"count\":2}";
        clock.day(10);
        ItemsServer server = serve(data, null, "windows-kept", "2");
        try {
            post("a", "b");
            clock.day(11);
            post("a", "c");
            awaitWindows("{\"window\":\"1970-01-12\",\"count\":2},{\"window\":\"1970-01-11\",\"count\":2}");
            assertThat(get("/items/t/count?window=1970-01-11")).isEqualTo("{\"count\":2}");
            clock.day(12);
            post("a", "d", "e");
            awaitWindows(last);
            assertThat(get("/items/t/count?window=1970-01-11")).contains("the windows before 1970-01-12 were dropped");
        } finally {
            server.stop();
        }
        server = serve(data, null);
        try {
            awaitWindows(last);
            clock.day(10);
            post("f");
            awaitWindows(last);
            assertThat(get("/items/t/count")).isEqualTo("{\"count\":6}");
            assertThat(get("/items/t/count?window=1970-01-11")).contains("were dropped");
            clock.day(12);
            post("f", "a");
            awaitWindows(last.replace("\"count\":3", "\"count\":4"));
        } finally {
            server.stop();
        }
        assertThat(log).noneMatch(line -> line.contains("ERROR"));
    }

    @Test
    void memoryComesBackAndASecondWindowOfTheSameItemsIsCountedAnew() throws Exception {
        clock.day(10);
        ItemsServer server = serve(data, null, "windows-kept", "1");
        try {
            String[] ids = new String[20_000];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = "id-" + i;
            }
            for (int day = 10; day < 16; day++) {
                clock.day(day);
                post(ids);
                awaitWindows("{\"window\":\"1970-01-" + (day + 1) + "\",\"count\":20000}");
            }
            assertThat(get("/items/t/count")).isEqualTo("{\"count\":20000}");
            FingerprintSet set = server.state().files().set();
            Waiting.until("memory of one day and all days", () -> set.size() == 2 * ids.length);
        } finally {
            server.stop();
        }
    }

    @Test
    void redisLosesThemOnceAllNodesHave() throws Exception {
        clock.day(10);
        try (RedisServer redis = RedisServer.start()) {
            ItemsServer server = serve(data, redis.url(), "windows-kept", "1", "shards", "1");
            try {
                post("a", "b");
                Waiting.until("shipped", () -> sets(redis) == 2);
                clock.day(11);
                post("a");
                Waiting.until("shipped", () -> sets(redis) == 3);
                awaitWindows("{\"window\":\"1970-01-12\",\"count\":1}");
                assertThat(sets(redis)).isEqualTo(3);
                clock.aheadMs = 61_000;
                Waiting.until("the old window's set to go", () -> sets(redis) == 2);
                awaitAnswer("/items/t/count?window=1970-01-12", "{\"count\":1}");
            } finally {
                server.stop();
            }
        }
    }

    private static int sets(RedisServer redis) {
        return ((List<?>) redis.command("KEYS", "*:set:*")).size();
    }
}
