package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.testing.Seed;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;

/**
 * Requests that are nearly right. More of them by {@code -Dtest.jvm="-Djunretsu.fuzz=1000000"}, the same again by {@code -Djunretsu.seed=N} there.
 */
class WebFuzzIT {
    private static final int REQUESTS = Integer.getInteger("junretsu.fuzz", 10_000);
    private static final long SEED = Seed.draw();
    private static final int BATCH = 8;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");

    private static final List<String> SEEDS = List.of(
            "GET /api/items/a%2Fb?x=1&y=%20 HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: a=b; c=\"d\"\r\nIf-None-Match: \"a\"\r\n\r\n",
            "HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "POST /api/items/t HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nAuthorization: Bearer abc\r\n\r\nhello",
            "POST /api/items/t HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "POST /api/items/t HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi",
            "GET http://127.0.0.1/api/items/x HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "DELETE /api/later/1 HTTP/1.0\r\n\r\n");
    private static final List<String> PIECES = List.of(
            "%",
            "%00",
            "%ff",
            "%2e%2e",
            "/../",
            "//",
            "\r\n",
            "\n",
            "\0",
            " ",
            ":",
            ";",
            "\u00e9",
            "\u00ff\u00fe",
            "HTTP/9.9",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length: -1\r\n",
            "Transfer-Encoding: gzip\r\n",
            "Host: \r\n",
            "Connection: close\r\n",
            "x".repeat(9_000),
            "Cookie: =;;=\r\n",
            "Expect: 200\r\n",
            "{",
            "}",
            "\\",
            "#",
            "?",
            "&&==");

    private static LiveServer start() throws Exception {
        return new LiveServer(
                LiveServer.limits(5),
                LiveServer.routes()
                        .add(
                                Route.view(
                                        "/",
                                        "",
                                        request -> Response.text(200, "page").etag("a")),
                                Route.view("/api/items/{tenant}", "", WebFuzzIT::show),
                                Route.post("/api/items/{tenant}", "", Endpoint.of(WebFuzzIT::show)),
                                Route.of(
                                        "DELETE",
                                        "/api/later/{id}",
                                        "",
                                        exchange -> new Thread(() -> exchange.respond(Response.empty(204))).start())));
    }

    private static Response show(Request request) {
        return Response.text(
                200,
                request.parameter("tenant")
                        + request.query("x")
                        + request.cookie("a")
                        + request.bearerToken()
                        + request.remoteAddress()
                        + request.body().length());
    }

    @Test
    void answersEachRequestAsAServerOrTheSendersFaultAndLeavesNothingBehind() throws Exception {
        Random random = new Random(SEED);
        try (LiveServer server = start()) {
            server.get("/");
            int threads = Thread.activeCount();
            int descriptors = descriptors();
            int answers = 0;
            for (int sent = 0; sent < REQUESTS; sent += BATCH) {
                answers += check(server, batch(random), sent);
            }
            assertThat(answers).as("seed " + SEED).isGreaterThan(REQUESTS / 10);
            assertThat(server.faults).as("seed " + SEED).isEmpty();
            assertThat(server.get("/").statusCode()).isEqualTo(200);
            Waiting.until("connections to end", () -> server.connections() <= 1);
            Waiting.until("descriptors to close", () -> descriptors() <= descriptors + 2);
            Waiting.until("threads to end", () -> Thread.activeCount() <= threads + 12);
        }
    }

    private static int descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }

    /** Several on one connection, of which the last may be cut. */
    private static String batch(Random random) {
        StringBuilder batch = new StringBuilder();
        int mutated = random.nextInt(BATCH);
        for (int i = 0; i < BATCH; i++) {
            String seed = SEEDS.get(random.nextInt(SEEDS.size()));
            batch.append(i < mutated ? seed : mutated(seed, random));
        }
        return batch.toString();
    }

    private static String mutated(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int i = random.nextInt(4); i >= 0 && text.length() > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> text.setLength(at);
                default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
            }
        }
        return text.toString();
    }

    private static int check(LiveServer server, String batch, int sent) throws IOException {
        String reply;
        try (Socket socket = server.connect()) {
            try {
                socket.getOutputStream().write(batch.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
            } catch (IOException e) {
                // The server has closed after what was wrong.
            }
            reply = LiveServer.readAll(socket);
        }
        Matcher status = STATUS.matcher(reply);
        int answers = 0;
        while (status.find()) {
            int code = Integer.parseInt(status.group(1));
            assertThat(code < 500 || code == 501 || code == 505)
                    .as(() -> "seed " + SEED + " at " + sent + ": " + code + " to\n" + batch + "\nin\n" + reply)
                    .isTrue();
            answers++;
        }
        return answers;
    }
}
