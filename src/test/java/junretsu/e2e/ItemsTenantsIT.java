package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.testing.Soak;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants by the ten thousand over two nodes and a Redis: each has its count, also after an erasure and after a loss. */
class ItemsTenantsIT {
    private static final int TENANTS = Soak.rounds(10_000, 100_000);
    private static final int TENANTS_A_BODY = 400;
    private static final int PAGE = 10_000;

    /** Of a tenant each node takes this many, and both take some of them. */
    private static final int ITEMS_EACH = 3;

    private static final int ITEMS_OF_BOTH = 5;
    private static final int ERASED_EACH = TENANTS / 50;
    private static final int LIMIT_MS = 120_000;
    private static final String TOKEN = "a token of the test's own, long enough";

    @TempDir
    Path data;

    @TempDir
    Path otherData;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void eachTenantIsCountedOverAllNodesAndErasedAndFilledAgain() throws Exception {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess one = JunretsuProcess.serveItems(Setup.oldest(), data, flags(redis));
                JunretsuProcess two = JunretsuProcess.serveItems(Setup.newest(), otherData, flags(redis))) {
            say("at the beginning", redis, one, two);
            send(one, 0);
            send(two, ITEMS_OF_BOTH - ITEMS_EACH);
            awaitShipped("the first time", one, two);
            say("with " + TENANTS + " tenants of " + ITEMS_OF_BOTH + " items", redis, one, two);
            BitSet erased = new BitSet();
            requireCounts(erased, one, two);

            for (int tenant = 0; tenant < TENANTS; tenant += ERASED_EACH) {
                erased.set(tenant);
                assertThat(two.request("DELETE", "/items/t" + tenant, TOKEN, "").body())
                        .isEqualTo("{\"erased\":" + ITEMS_OF_BOTH + "}");
            }
            Waiting.until("the erasures", LIMIT_MS, () -> sets(redis) == TENANTS - erased.cardinality());
            Waiting.until(
                    "the other node to erase", LIMIT_MS, () -> one.count("tenants") == TENANTS - erased.cardinality());
            requireCounts(erased, one, two);

            redis.command("FLUSHALL");
            Waiting.until("the loss to be noticed", LIMIT_MS, () -> one.count("redis_behind") > 0);
            awaitShipped("after Redis lost all", one, two);
            Waiting.until("all sets", LIMIT_MS, () -> sets(redis) == TENANTS - erased.cardinality());
            requireCounts(erased, one, two);
            assertThat(one.requireQuiet().terminate()).isZero();
            assertThat(two.requireQuiet().terminate()).isZero();
        }
    }

    private static String[] flags(RedisServer redis) {
        return new String[] {"--redis", redis.url(), "--ids", "drop", "--admin-token", TOKEN};
    }

    private void send(JunretsuProcess node, int firstItem) throws Exception {
        for (int first = 0; first < TENANTS; first += TENANTS_A_BODY) {
            String body = IntStream.range(first, Math.min(TENANTS, first + TENANTS_A_BODY))
                    .boxed()
                    .flatMap(tenant -> IntStream.range(firstItem, firstItem + ITEMS_EACH)
                            .mapToObj(item -> "{\"tenant\":\"t" + tenant + "\",\"id\":\"" + item + "\"}"))
                    .collect(Collectors.joining("\n"));
            HttpRequest request = HttpRequest.newBuilder(URI.create(node.http() + "/items"))
                    .header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    private static void awaitShipped(String when, JunretsuProcess... nodes) {
        long began = System.nanoTime();
        for (JunretsuProcess node : nodes) {
            Waiting.until("all to be shipped", LIMIT_MS, () -> node.count("redis_behind") == 0);
        }
        System.out.printf("shipped %s: %d ms%n", when, (System.nanoTime() - began) / 1_000_000);
    }

    /** Fails unless each node lists each tenant that was not erased with its exact count over all nodes. */
    private static void requireCounts(BitSet erased, JunretsuProcess... nodes) {
        for (JunretsuProcess node : nodes) {
            BitSet listed = new BitSet();
            String after = "";
            while (after != null) {
                Map<String, Object> page =
                        JsonReader.readObject(node.get("/api/tenants?limit=" + PAGE + "&after=" + after)
                                .body());
                assertThat(page).as("counts of all nodes").doesNotContainKey("scope");
                for (Object row : (List<?>) page.get("tenants")) {
                    Map<?, ?> tenant = (Map<?, ?>) row;
                    assertThat(tenant.get("count")).as("%s", tenant).isEqualTo((long) ITEMS_OF_BOTH);
                    listed.set(Integer.parseInt(((String) tenant.get("tenant")).substring(1)));
                }
                after = (String) page.get("next");
            }
            BitSet expected = new BitSet();
            expected.set(0, TENANTS);
            expected.andNot(erased);
            assertThat(listed).isEqualTo(expected);
        }
    }

    private static long sets(RedisServer redis) {
        return (long) redis.command("EVAL", "return #redis.call('KEYS', 'junretsu:{items:*}:set:*')", "0");
    }

    private static void say(String when, RedisServer redis, JunretsuProcess... nodes) {
        String memory = (String) redis.command("INFO", "memory");
        System.out.printf(
                "%s: %d and %d KiB resident; Redis: %s, %s keys%n",
                when,
                nodes[0].residentKib(),
                nodes[1].residentKib(),
                memory.lines()
                        .filter(line -> line.startsWith("used_memory:"))
                        .findFirst()
                        .orElseThrow(),
                redis.command("DBSIZE"));
    }
}
