package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import junretsu.testing.Seed;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebBodiesIT {
    private static final int LARGE = 10 << 20;

    private final Set<byte[]> arrays = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final LinkedBlockingQueue<Exchange> held = new LinkedBlockingQueue<>();
    private LiveServer server;

    @BeforeEach
    void start() throws Exception {
        WebLimits limits = LiveServer.limits(1.5);
        limits = new WebLimits(
                limits.silenceNanos(), limits.rateMin(), limits.sweepNanos(), limits.answerNanos(), 1_000, 0, 4, 1);
        server = new LiveServer(
                limits,
                LiveServer.routes()
                        .add(
                                Route.post("/api/shout", "", Endpoint.of(WebBodiesIT::shout))
                                        .guard(request -> "word".equals(request.bearerToken())
                                                ? null
                                                : Response.problem(401, "say the word")),
                                Route.view("/api/shout", "", request -> Response.text(200, "shown")),
                                Route.post("/api/large", "", Endpoint.of(this::hash))
                                        .bodyMax(LARGE),
                                Route.post("/api/held", "", held::add).bodyMax(LARGE)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Response shout(Request request) {
        return Response.text(200, request.body().text().toUpperCase(Locale.ROOT));
    }

    private Response hash(Request request) {
        Body body = request.body();
        arrays.add(body.array());
        return Response.text(200, body.length() + " " + Arrays.hashCode(Arrays.copyOf(body.array(), body.length())));
    }

    @Test
    void refusesBeforeItReads() throws Exception {
        assertThat(answerToHead("POST /api/shout", "Content-Length: 1000000"))
                .startsWith("HTTP/1.1 401 ")
                .contains("Connection: close");
        assertThat(answerToHead("POST /api/shout", "Authorization: Bearer word", "Content-Length: 5000"))
                .startsWith("HTTP/1.1 413 ")
                .contains("application/problem+json");
        assertThat(answerToHead("POST /api/shout", "Content-Length: 5000", "Expect: 100-continue"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(server.get("/api/shout").body()).isEqualTo("shown");
    }

    /** Of a client that does not send its body, and does not end. */
    private String answerToHead(String line, String... headers) throws Exception {
        try (Socket socket = server.connect()) {
            String head = line + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return LiveServer.readAll(socket);
        }
    }

    @Test
    void takesABodyUpToTheRoutesLimitWhetherItsLengthIsSaidOrNot() throws Exception {
        String word = "Authorization: Bearer word";
        assertThat(server.send("POST", "/api/shout", "hello", "Authorization", "Bearer word")
                        .body())
                .isEqualTo("HELLO");
        assertThat(server.send("POST", "/api/shout", "x".repeat(4_096), "Authorization", "Bearer word")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.ask("POST /api/shout", word, "Content-Length: 0")).startsWith("HTTP/1.1 200 ");
        String chunked =
                "POST /api/shout HTTP/1.1\r\nHost: 127.0.0.1\r\n" + word + "\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(server.raw(chunked + "5\r\nhello\r\n3\r\n you\r\n0\r\n\r\n".replace("3\r\n", "4\r\n")))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("HELLO YOU");
        assertThat(server.raw(chunked + "1001\r\n" + "x".repeat(4_097) + "\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(server.raw(chunked + "zz\r\n")).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
        assertThat(server.raw("POST /api/shout HTTP/1.1\r\nHost: 127.0.0.1\r\n" + word
                        + "\r\nContent-Length: 2\r\n\r\n\u00c3\u0028"))
                .startsWith("HTTP/1.1 400 ")
                .contains("UTF-8");
    }

    @Test
    void readsLargeBodiesWholeIntoArraysThatItUsesAgain() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            StringBuilder text = new StringBuilder();
            int length = i == 0 ? LARGE : LARGE / 2 + random.nextInt(LARGE / 2);
            while (text.length() < length) {
                text.append((char) (' ' + random.nextInt(90)));
            }
            String body = text.toString();
            byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
            assertThat(server.send("POST", "/api/large", body).body())
                    .as("seed " + seed)
                    .isEqualTo(bytes.length + " " + Arrays.hashCode(bytes));
        }
        assertThat(arrays).hasSizeLessThanOrEqualTo(2);
        for (int i = 0; i < 20; i++) {
            assertThat(server.send("POST", "/api/large", "x".repeat(LARGE + 1)).statusCode())
                    .as("the answer gets through, time %d", i)
                    .isEqualTo(413);
        }
    }

    @Test
    void holdsNoMoreBodiesThanThereIsMemoryFor() throws Exception {
        String body = "x".repeat(LARGE);
        for (int i = 0; i < 3; i++) {
            Thread sender = new Thread(() -> {
                try {
                    server.send("POST", "/api/held", body);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            sender.start();
            if (i < 2) {
                assertThat(held.poll(20, TimeUnit.SECONDS)).isNotNull().satisfies(exchange -> {
                    assertThat(exchange.request().body().length()).isEqualTo(LARGE);
                    release.add(exchange);
                });
            } else {
                sender.join();
            }
        }
        assertThat(server.faults).containsExactly("limiting /api/held: the memory for request bodies is in use");
        release.forEach(exchange -> exchange.respond(Response.empty(204)));
        assertThat(server.send("POST", "/api/large", body).statusCode()).isEqualTo(200);
    }

    private final LinkedBlockingQueue<Exchange> release = new LinkedBlockingQueue<>();

    @Test
    void closesOnesThatSendTheirBodyTooSlowly() throws Exception {
        String head = "POST /api/large HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\n";
        try (Socket silent = server.connect();
                Socket trickling = server.connect()) {
            silent.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            trickling.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            trickling.setSoTimeout(50);
            Waiting.until("the trickling one to be closed", () -> isClosedWhileTrickling(trickling));
            assertThat(LiveServer.readAll(silent)).matches("(?s)|HTTP/1.1 408 .*");
        }
        server.awaitNoConnections();
    }

    static boolean isClosedWhileTrickling(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (java.io.IOException e) {
            return true;
        }
    }

    @Test
    void takesABodyThatComesForLongerThanASilentConnectionIsLeftOpen() throws Exception {
        byte[] part = new byte[256 << 10];
        try (Socket steady = server.connect()) {
            String head = "POST /api/large HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + 12 * part.length
                    + "\r\nConnection: close\r\n\r\n";
            steady.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 12; i++) {
                steady.getOutputStream().write(part);
                Waiting.sleep(200);
            }
            assertThat(LiveServer.readAll(steady)).startsWith("HTTP/1.1 200 ");
        }
    }
}
