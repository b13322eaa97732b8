package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import junretsu.text.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Items over HTTP, as any client of the well-known task sends them. */
class ItemsIT {
    private static final String TOKEN = "a-long-secret";

    @TempDir
    Path data;

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void countsEachItemOncePerTenantAndKnowsItAfterAKill(Setup setup) {
        try (JunretsuProcess server = JunretsuProcess.serveItems(setup, data)) {
            assertThat(post(server, "t", "a", "b", "a")).isEqualTo("{\"accepted\":3,\"new\":2}");
            assertThat(post(server, "u", "a")).isEqualTo("{\"accepted\":1,\"new\":1}");
            assertThat(server.get("/items/t/count").body()).isEqualTo("{\"count\":2}");
            assertThat(server.get("/items/nobody/count").body()).isEqualTo("{\"count\":0}");
            server.requireQuiet();
            server.kill();
        }
        try (JunretsuProcess server = JunretsuProcess.serveItems(setup, data)) {
            assertThat(count(server, "t")).isEqualTo(2);
            assertThat(post(server, "t", "b", "c")).isEqualTo("{\"accepted\":2,\"new\":1}");
            assertThat(server.get("/items/t/c").statusCode()).isEqualTo(200);
            assertThat(server.get("/items/t/d").statusCode()).isEqualTo(404);
            assertThat(server.get("/items/u/c").statusCode()).isEqualTo(404);
            assertThat(server.terminate()).isZero();
            assertThat(server.stdout()).contains("2 items = 1 new + 1 known before");
        }
        try (JunretsuProcess server = JunretsuProcess.serveItems(setup, data)) {
            assertThat(count(server, "t")).isEqualTo(3);
            assertThat(server.stdout()).contains("resumes at 4 items of 2 tenants");
        }
    }

    @Test
    void anyNameIsATenantAndAnId() {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data)) {
            List<String> names = List.of("../x", "a/b", "%2F", "a b+c", "\0", "😀", "日本", "{t}", "?x=1#y", ".", "..");
            for (String name : names) {
                post(server, name, name, "other");
                assertThat(count(server, name)).as(name).isEqualTo(2);
                String path = "/items/" + encoded(name) + "/" + encoded(name);
                assertThat(server.get(path).statusCode()).as(path).isEqualTo(200);
                assertThat(server.get("/api/items/" + encoded(name) + "/export").body())
                        .isEqualTo(item(name, name) + "\n" + item(name, "other") + "\n");
                String next = server.get("/api/tenants?limit=1000").body();
                assertThat(next)
                        .contains(new JsonWriter()
                                .beginObject()
                                .field("tenant", name)
                                .field("count", 2)
                                .endObject()
                                .toString());
            }
        }
    }

    @Test
    void aBadBodyIsRejectedWithItsPlaceAndNothingOfItIsTaken() {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data)) {
            String good = item("t", "a");
            assertProblem(server.post("/items", null, "[" + good + ","), 400, "at byte 25");
            assertProblem(
                    server.post("/items", null, "[" + good + ",{\"id\":\"b\"}]"), 400, "item 1: there is no tenant");
            assertProblem(server.post("/items", null, ""), 400, "at byte 0");
            assertProblem(server.post("/items", null, " ".repeat((16 << 20) + 1)), 413, "16");
            assertProblem(server.post("/items/" + "x".repeat(513), null, "a"), 400, "longer than 512");
            assertThat(count(server, "t")).isZero();
            assertThat(server.post("/items?skip-bad=1", null, "[" + good + ",{\"id\":\"b\"}]")
                            .body())
                    .isEqualTo("{\"accepted\":1,\"new\":1,\"skipped\":1}");
            assertThat(server.count("rejected_requests")).isEqualTo(4);
            assertThat(server.metric("junretsu_items_total")).isEqualTo(1);
        }
    }

    @Test
    void thousandsOfItemsByManyClientsAtOnceAreExact() throws Exception {
        long seed = Seed.draw();
        Map<String, Set<String>> sent = new java.util.TreeMap<>();
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.newest(), data, "--ids", "drop")) {
            ExecutorService clients = Executors.newFixedThreadPool(8);
            List<Future<?>> ends = new ArrayList<>();
            Random random = new Random(seed);
            for (int body = 0; body < 150; body++) {
                StringBuilder json = new StringBuilder();
                for (int i = 0; i < 500; i++) {
                    String tenant = "t" + random.nextInt(100);
                    String id = "id-" + random.nextInt(800);
                    sent.computeIfAbsent(tenant, name -> new HashSet<>()).add(id);
                    json.append(json.isEmpty() ? "[" : ",").append(item(tenant, id));
                }
                String text = json.append(']').toString();
                ends.add(clients.submit(() -> {
                    HttpResponse<String> answer = server.post("/items", null, text);
                    assertThat(answer.statusCode()).isEqualTo(200);
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            clients.shutdown();
            sent.forEach((tenant, ids) -> assertThat(count(server, tenant))
                    .as("%s, seed %d", tenant, seed)
                    .isEqualTo(ids.size()));
            long unique = sent.values().stream().mapToLong(Set::size).sum();
            assertThat(server.count("accepted")).isEqualTo(75_000);
            assertThat(server.count("new")).isEqualTo(unique);
            assertThat(server.count("items")).isEqualTo(unique);
            assertProblem(server.get("/api/items/t1/export"), 409, "--ids drop");
        }
    }

    @Test
    void anErasedTenantIsGoneAndCountsAnewAlsoAfterAKill() {
        try (JunretsuProcess server =
                JunretsuProcess.serveItems(Setup.oldest(), data, "--admin-token", TOKEN, "--window", "1d")) {
            post(server, "t", "a", "b");
            post(server, "u", "a");
            assertThat(server.request("DELETE", "/items/t", null, "").statusCode())
                    .isEqualTo(401);
            assertThat(server.request("DELETE", "/items/t", TOKEN, "").body()).isEqualTo("{\"erased\":2}");
            assertThat(count(server, "t")).isZero();
            assertThat(server.get("/items/t/a").statusCode()).isEqualTo(404);
            assertThat(post(server, "t", "a")).isEqualTo("{\"accepted\":1,\"new\":1}");
            Waiting.until("memory given back", () -> server.count("items") == 2);
            server.kill();
        }
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data, "--window", "1d")) {
            assertThat(count(server, "t")).isEqualTo(1);
            assertThat(count(server, "u")).isEqualTo(1);
            assertThat(post(server, "t", "b", "a")).isEqualTo("{\"accepted\":2,\"new\":1}");
        }
    }

    @Test
    void aWindowCountsWhatIsUniqueInItBesideTheTotal() {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data, "--window", "1d")) {
            assertThat(post(server, "t", "a", "b", "a")).isEqualTo("{\"accepted\":3,\"new\":2}");
            String windows = server.get("/api/items/t/windows").body();
            assertThat(windows).matches("\\{\"windows\":\\[\\{\"window\":\"\\d{4}-\\d\\d-\\d\\d\",\"count\":2}]}");
            String day = windows.substring(23, 33);
            assertThat(server.get("/items/t/count?window=" + day).body()).isEqualTo("{\"count\":2}");
            assertThat(server.get("/items/t/count?window=2020-12-31").body()).isEqualTo("{\"count\":0}");
            assertProblem(server.get("/items/t/count?window=today"), 400, "a date such as");
        }
    }

    @Test
    void anExportCanBeReadBackByAnotherServer(@TempDir Path other) {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data);
                JunretsuProcess second = JunretsuProcess.serveItems(Setup.oldest(), other)) {
            StringBuilder ids = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                ids.append("id ").append(i).append('\n');
            }
            assertThat(server.post("/items/t", null, ids.toString()).body())
                    .isEqualTo("{\"accepted\":20000,\"new\":20000}");
            post(server, "u", "x");
            String export = server.get("/api/items/t/export").body();
            assertThat(export.lines().count()).isEqualTo(20_000);
            assertThat(second.post(
                                    "/items?skip-bad=1",
                                    null,
                                    "[" + export.strip().replace('\n', ',') + "]")
                            .body())
                    .isEqualTo("{\"accepted\":20000,\"new\":20000}");
        }
    }

    @Test
    void tenantsAreListedByPagesAndBySize() {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data)) {
            for (int i = 0; i < 5; i++) {
                post(
                        server,
                        "t" + i,
                        java.util.stream.IntStream.rangeClosed(0, i)
                                .mapToObj(n -> "" + n)
                                .toArray(String[]::new));
            }
            assertThat(server.get("/api/tenants?limit=2").body()).endsWith("\"next\":\"t1\"}");
            assertThat(server.get("/api/tenants?after=t3").body())
                    .isEqualTo("{\"tenants\":[{\"tenant\":\"t4\",\"count\":5}],\"next\":null}");
            assertThat(server.get("/api/tenants?top=1").body())
                    .isEqualTo("{\"tenants\":[{\"tenant\":\"t4\",\"count\":5}]}");
            assertProblem(server.get("/api/tenants?limit=0"), 400, "from 1 to");
        }
    }

    @Test
    void aKeyNamesItsTenantsAndAChangedFileCountsAtOnce(@TempDir Path elsewhere) throws Exception {
        Path keys = elsewhere.resolve("keys");
        Files.writeString(keys, "# whose\nkey-of-acme-1 acme\nkey-of-shops-1 shop-* 2\nkey-of-all-11 *\n");
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data, "--keys", keys.toString())) {
            String acme = "[" + item("acme", "a") + "]";
            assertThat(server.post("/items", null, acme).statusCode()).isEqualTo(401);
            assertThat(server.post("/items", "key-of-nobody", acme).statusCode())
                    .isEqualTo(401);
            assertProblem(server.post("/items", "key-of-shops-1", acme), 403, "as 'acme' is");
            assertThat(server.post("/items", "key-of-acme-1", acme).statusCode())
                    .isEqualTo(200);
            assertThat(server.request("GET", "/items/acme/count", "key-of-shops-1", "")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.request("GET", "/items/acme/count", "key-of-all-11", "")
                            .body())
                    .isEqualTo("{\"count\":1}");
            assertThat(server.request("GET", "/api/tenants", "key-of-acme-1", "")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.request("GET", "/api/tenants", "key-of-all-11", "")
                            .statusCode())
                    .isEqualTo(200);
            Files.writeString(keys, "key-of-acme-2 acme\n");
            Waiting.until(
                    "the new key",
                    () -> server.post("/items", "key-of-acme-2", acme).statusCode() == 200);
            assertThat(server.post("/items", "key-of-acme-1", acme).statusCode())
                    .isEqualTo(401);
            Files.writeString(keys, "short acme\n");
            Waiting.until("the complaint", () -> server.stderr().contains("line 1: a key of 12 characters"));
            assertThat(server.post("/items", "key-of-acme-2", acme).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aBodyThatWouldBeMoreThanATenantMayHaveIsNotTakenAtAll(@TempDir Path elsewhere) throws Exception {
        Path keys = elsewhere.resolve("keys");
        Files.writeString(keys, "key-of-shops-1 shop-* 2\nkey-of-all-11 *\n");
        try (JunretsuProcess server =
                JunretsuProcess.serveItems(Setup.oldest(), data, "--keys", keys.toString(), "--quota", "3")) {
            String two = "[" + item("shop-1", "a") + "," + item("shop-1", "b") + "]";
            String three = "[" + item("shop-2", "a") + "," + item("shop-2", "b") + "," + item("shop-2", "c") + "]";
            assertThat(server.post("/items", "key-of-shops-1", two).body()).isEqualTo("{\"accepted\":2,\"new\":2}");
            assertThat(server.post("/items", "key-of-shops-1", two).body()).isEqualTo("{\"accepted\":2,\"new\":0}");
            assertProblem(server.post("/items", "key-of-shops-1", three), 429, "'shop-2' may have 2 items, has 0");
            assertThat(server.request("GET", "/items/shop-2/count", "key-of-all-11", "")
                            .body())
                    .isEqualTo("{\"count\":0}");
            String four = three.replace("shop-2", "other").replace("]", "," + item("other", "d") + "]");
            assertProblem(server.post("/items", "key-of-all-11", four), 429, "may have 3 items");
            assertThat(server.post("/items", "key-of-all-11", three.replace("shop-2", "other"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatFitsInNoMemoryIsAnsweredWith503AndIsNotCountedAfterwardsEither() {
        long taken = 0;
        int rejected = 0;
        Map<String, String> small = Map.of("JAVA_TOOL_OPTIONS", "-XX:MaxDirectMemorySize=24m");
        try (JunretsuProcess server = JunretsuProcess.startItems(List.of(), Setup.oldest(), small, data)) {
            server.awaitReady();
            for (int body = 0; rejected < 3; body++) {
                HttpResponse<String> answer = server.post("/items/t", null, ids(body * 20_000, 20_000));
                taken += answer.statusCode() == 200 ? 20_000 : 0;
                if (answer.statusCode() != 200) {
                    assertProblem(answer, 503, "-XX:MaxDirectMemorySize");
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                    rejected++;
                }
            }
            assertThat(taken).isPositive();
            assertThat(server.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(server.post("/items/t", null, ids(0, 20_000)).body())
                    .isEqualTo("{\"accepted\":20000,\"new\":0}");
            assertThat(count(server, "t")).isEqualTo(taken);
            server.kill();
        }
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data)) {
            assertThat(count(server, "t")).isEqualTo(taken);
            assertThat(server.get("/api/items/t/export").body().lines().count()).isEqualTo(taken);
        }
    }

    private static String ids(int from, int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            lines.append("id-").append(i).append('\n');
        }
        return lines.toString();
    }

    @Test
    void endsInGoodOrderForAClientThatHasTheToken() {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data, "--admin-token", TOKEN)) {
            post(server, "t", "a");
            assertThat(server.post("/kill", "wrong", "").statusCode()).isEqualTo(401);
            assertThat(server.get("/kill").statusCode()).isEqualTo(405);
            assertThat(server.post("/kill", TOKEN, "").statusCode()).isEqualTo(200);
            assertThat(server.exitCode()).isZero();
        }
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsRefused() {
        try (JunretsuProcess first = JunretsuProcess.serveItems(Setup.oldest(), data);
                JunretsuProcess second = JunretsuProcess.startItems(List.of(), Setup.oldest(), Map.of(), data)) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.stderr()).contains("in use by another server");
            assertThat(first.isAlive()).isTrue();
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat((String) JsonReader.readObject(answer.body()).get("detail")).contains(detail);
    }

    private static String post(JunretsuProcess server, String tenant, String... ids) {
        StringBuilder json = new StringBuilder("[");
        for (String id : ids) {
            json.append(json.length() == 1 ? "" : ",").append(item(tenant, id));
        }
        return server.post("/items", null, json.append(']').toString()).body();
    }

    private static String item(String tenant, String id) {
        return new JsonWriter()
                .beginObject()
                .field("id", id)
                .field("tenant", tenant)
                .endObject()
                .toString();
    }

    private static long count(JunretsuProcess server, String tenant) {
        String body = server.get("/items/" + encoded(tenant) + "/count").body();
        return (Long) JsonReader.readObject(body).get("count");
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }
}
