package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import junretsu.config.HostPort;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebServerIT {
    private final LinkedBlockingQueue<Exchange> held = new LinkedBlockingQueue<>();
    private LiveServer server;

    @BeforeEach
    void start() throws Exception {
        server = new LiveServer(LiveServer.limits(10), routes());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Routes routes() {
        byte[] token = "geheimnis-ä".getBytes(StandardCharsets.UTF_8);
        return LiveServer.routes()
                .add(
                        Route.view("/api/counts", "", request -> Response.json("{\"total\":1}")),
                        Route.view(
                                "/api/items/{tenant}",
                                "",
                                request -> Response.text(200, hex(request.parameter("tenant")))),
                        Route.view("/echo", "", request -> Response.text(200, "" + request.query("q"))),
                        Route.view("/api/picky", "", request -> {
                            throw new BadRequest("step", "it takes nothing");
                        }),
                        Route.view("/picky", "", request -> {
                            throw new BadRequest("it takes nothing");
                        }),
                        Route.view("/api/broken", "", request -> {
                            throw new IllegalArgumentException("on purpose");
                        }),
                        Route.view(
                                "/page",
                                "",
                                request -> Response.text(200, "page").etag("v1")))
                .add(
                        Route.get("/api/held", "", held::add),
                        Route.get(
                                "/api/later",
                                "",
                                Endpoint.later(request -> CompletableFuture.failedFuture(new BadRequest("later")))))
                .add(
                        Route.view(
                                "/who",
                                "",
                                request -> Response.text(
                                        200,
                                        request.remoteAddress().getHostAddress() + " " + request.cookie("a") + " "
                                                + request.cookie("b") + " " + request.header("X-Caller-ID"))),
                        Route.view("/secret", "", request -> Response.text(request.bears(token) ? 200 : 401, "")),
                        Route.view(
                                "/made",
                                "",
                                request -> Response.empty(201)
                                        .header("Location", "/made/1")
                                        .cookie("a", "1", 5, false)
                                        .cookie("b", "2", 0, true)
                                        .header("Cache-Control", "max-age=9")));
    }

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder();
        text.chars().forEach(c -> hex.append(Integer.toHexString(c)).append(' '));
        return hex.toString().strip();
    }

    @Test
    void showsAViewAtItsPathAndNowhereElse() throws Exception {
        HttpResponse<String> counts = server.get("/api/counts");
        assertThat(counts.statusCode()).isEqualTo(200);
        assertThat(counts.body()).isEqualTo("{\"total\":1}");
        assertThat(counts.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(counts.headers().firstValue("cache-control")).hasValue("no-store");
        for (String path :
                List.of("/apix", "/api/counts/", "/api/countsx", "/nothing", "/api/items/", "//", "/api//counts")) {
            assertThat(server.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void passesDecodedParametersWhateverTheyHold() throws Exception {
        Map<String, String> sent = Map.of(
                "a%2Fb",
                "61 2f 62",
                "%25",
                "25",
                "%5C",
                "5c",
                "%00",
                "0",
                "%2e%2E",
                "2e 2e",
                "a;b=c",
                "61 3b 62 3d 63",
                "%E5%92%8C",
                "548c",
                "a+b",
                "61 2b 62",
                "%2525",
                "25 32 35",
                "%0D%0A",
                "d a");
        for (Map.Entry<String, String> each : sent.entrySet()) {
            assertThat(server.ask("GET /api/items/" + each.getKey()))
                    .as(each.getKey())
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\n" + each.getValue());
        }
        assertThat(server.ask("GET http://127.0.0.1/api/items/x%2Fy?z"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("78 2f 79");
    }

    @Test
    void refusesWhatIsWronglyEncoded() throws Exception {
        for (String bad : List.of("%", "%4", "%zz", "%ff", "%C0%AF", "a/../b", "..", "\u00e9", "a#b", "a?q=%ff")) {
            assertThat(server.ask("GET /api/items/" + bad))
                    .as(bad)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("application/problem+json");
        }
        assertThat(server.ask("GET /%")).startsWith("HTTP/1.1 400 ").contains("text/plain");
    }

    @Test
    void answersHeadAndOptionsAndRefusesOtherMethods() throws Exception {
        HttpResponse<String> head = server.send("HEAD", "/api/counts", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("content-length")).hasValue("11");
        assertThat(head.body()).isEmpty();
        for (String method : List.of("POST", "PUT", "DELETE", "BREW")) {
            HttpResponse<String> response = server.send(method, "/api/counts", "");
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(response.headers().firstValue("allow")).hasValue("GET, HEAD, OPTIONS");
        }
        HttpResponse<String> options = server.send("OPTIONS", "/api/counts", "");
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("allow")).hasValue("GET, HEAD, OPTIONS");
        assertThat(server.ask("OPTIONS *")).startsWith("HTTP/1.1 204 ").contains("Allow: ");
    }

    @Test
    void answersErrorsInOneFormUnderApiAndInWordsElsewhere() throws Exception {
        problem(server.get("/api/picky"), 400)
                .containsEntry("field", "step")
                .containsEntry("detail", "it takes nothing");
        problem(server.get("/api/nothing"), 404);
        problem(server.send("DELETE", "/api/counts", ""), 405);
        problem(server.get("/api/later"), 400).containsEntry("detail", "later");
        assertThat(server.get("/picky").statusCode()).isEqualTo(400);
        assertThat(server.get("/picky").body()).isEqualTo("it takes nothing\n");
        assertThat(server.get("/nothing").headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
    }

    private static org.assertj.core.api.MapAssert<String, Object> problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        return assertThat(JsonReader.readObject(response.body())).containsEntry("status", (long) status);
    }

    @Test
    void answersMalformedRequestsInTheSameForm() throws Exception {
        String long16k = "x".repeat(16_000);
        assertThat(server.raw("GET /" + long16k + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");
        assertThat(server.ask("GET /api/counts", "A: " + long16k))
                .startsWith("HTTP/1.1 431 ")
                .contains("application/problem+json", "\"status\":431");
        assertThat(server.ask("GET /echo", "A: " + long16k))
                .startsWith("HTTP/1.1 431 ")
                .contains("text/plain");
        assertThat(server.raw("GET /api/counts HTTP/1.1\r\nHost: x\r\nA B\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "Connection: close")
                .doesNotContain("A B");
        assertThat(server.raw("\u0016\u0003\u0001\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(server.ask("POST /api/counts", "Content-Length: 1", "Transfer-Encoding: chunked"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void recordsABugAndRevealsNothingOfIt() throws Exception {
        HttpResponse<String> response = server.get("/api/broken");
        problem(response, 500);
        assertThat(response.body()).doesNotContain("on purpose").doesNotContain("at junretsu");
        assertThat(server.faults).containsExactly("answering /api/broken: on purpose");
    }

    @Test
    void readsQueryCookiesHeadersAndAddress() throws Exception {
        assertThat(server.get("/echo?q=a%20b&q=c").body()).isEqualTo("a b");
        assertThat(server.get("/echo").body()).isEqualTo("null");
        assertThat(server.ask("GET /who", "Cookie: x=y; a=1; b=\"2\"", "X-Caller-ID: me"))
                .endsWith("127.0.0.1 1 2 me");
        assertThat(server.ask("GET /who", "Cookie: ab=1; =; ;a")).endsWith("127.0.0.1 null null null");
    }

    @Test
    void sendsTheHeadersOfAResponse() throws Exception {
        HttpResponse<String> made = server.get("/made");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("location")).hasValue("/made/1");
        assertThat(made.headers().allValues("set-cookie")).hasSize(2);
        assertThat(made.headers().allValues("cache-control")).containsExactly("max-age=9");
    }

    @Test
    void knowsATokenThatIsNotAsciiInEitherEncoding() throws Exception {
        assertThat(server.ask("GET /secret", "Authorization: Bearer geheimnis-\u00c3\u00a4"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(server.ask("GET /secret", "Authorization: bearer geheimnis-\u00e4"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(server.ask("GET /secret", "Authorization: Bearer geheimnis-a"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(server.ask("GET /secret", "Authorization: Basic geheimnis-\u00e4"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(server.ask("GET /secret")).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void sendsWhatABrowserHasAlreadyNotAgain() throws Exception {
        assertThat(server.get("/page").headers().firstValue("etag")).hasValue("\"v1\"");
        for (String known : List.of("\"v1\"", "W/\"v1\"", "\"v0\", \"v1\"", "*")) {
            HttpResponse<String> again = server.send("GET", "/page", "", "If-None-Match", known);
            assertThat(again.statusCode()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
        assertThat(server.send("GET", "/page", "", "If-None-Match", "\"v2\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void holdsNoThreadForAnAnswerThatIsStillToCome() throws Exception {
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return server.ask("GET /api/held", "Connection: close");
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    },
                    task -> new Thread(task).start()));
        }
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            exchanges.add(held.poll(20, TimeUnit.SECONDS));
        }
        assertThat(exchanges).doesNotContainNull();
        assertThat(server.get("/api/counts").statusCode()).isEqualTo(200);
        for (Exchange exchange : exchanges) {
            assertThat(exchange.respond(Response.text(200, "done"))).isTrue();
            assertThat(exchange.respond(Response.text(200, "again"))).isFalse();
        }
        for (CompletableFuture<String> each : waiting) {
            assertThat(each.get(20, TimeUnit.SECONDS))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("done");
        }
    }

    @Test
    void setsSecurityHeaders() throws Exception {
        for (String path : List.of("/api/counts", "/nowhere", "/api/broken")) {
            var headers = server.get(path).headers();
            assertThat(headers.firstValue("content-security-policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'")
                    .contains("script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
            assertThat(headers.firstValue("server")).isEmpty();
        }
    }

    @Test
    void answersToNoNameThatAPageElsewhereCouldPointHere() throws Exception {
        assertThat(server.raw("GET /api/counts HTTP/1.1\r\nHost: evil.example.org\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ")
                .contains("--http-host")
                .doesNotContain("evil");
        HttpConfig named = new HttpConfig(new HostPort("127.0.0.1", 0), List.of("votes.example.org"), null, null);
        try (LiveServer other = new LiveServer(named, LiveServer.limits(10), routes())) {
            assertThat(other.raw("GET /api/counts HTTP/1.1\r\nHost: votes.example.org\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void takesNoChangeFromAPageOfAnotherServer() throws Exception {
        String change = "DELETE /api/counts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        assertThat(server.raw(change + "\r\n")).startsWith("HTTP/1.1 405 ");
        assertThat(server.raw(change + "Origin: http://localhost\r\n\r\n")).startsWith("HTTP/1.1 405 ");
        assertThat(server.raw(change + "Origin: http://evil.example.org\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ")
                .contains("application/problem+json", "--http-host")
                .doesNotContain("evil");
        assertThat(server.raw(change + "Sec-Fetch-Site: cross-site\r\n\r\n")).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void listsItsRoutes() throws Exception {
        Map<?, ?> paths =
                (Map<?, ?>) JsonReader.readObject(server.get("/api").body()).get("paths");
        assertThat(paths.keySet())
                .asString()
                .isEqualTo("[/api, /api/broken, /api/counts, /api/held, /api/items/{tenant}, /api/later, /api/picky]");
    }
}
