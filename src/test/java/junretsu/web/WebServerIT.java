package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebServerIT {
    private static final int CLIENTS_MAX = 40;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final AtomicLong state = new AtomicLong();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private WebServer server;
    private EventStream stream;
    private WorkerThread streamer;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.bind(
                new InetSocketAddress("127.0.0.1", 0), (where, cause) -> faults.add(where + ": " + cause.getMessage()));
        stream = new EventStream(() -> "{\"n\":" + state.incrementAndGet() + "}", CLIENTS_MAX);
        streamer = new WorkerThread(
                        stream,
                        IdlePolicy.metronome(EventStream.INTERVAL_NANOS),
                        new DistinctErrors(System.err::println, Clock.SYSTEM))
                .start();
        server.start(new Routes()
                        .view("/api/counts", query -> View.Content.json("{\"total\":1}"))
                        .view("/echo", query -> View.Content.text(200, "" + query.get("q")))
                        .view("/picky", query -> {
                            throw new IllegalArgumentException("it takes nothing");
                        })
                        .view("/broken", query -> {
                            throw new IllegalStateException("on purpose");
                        })
                        .action("/api/act", new Shout())
                        .view("/api/act", query -> View.Content.text(200, "shown"))
                        .stream("/api/stream", stream));
    }

    @AfterEach
    void stop() {
        streamer.close();
        server.close();
    }

    /** Takes what is sent by whoever says the word. */
    private static final class Shout implements Action {
        @Override
        public View.Content refusal(String bearerToken) {
            return "word".equals(bearerToken) ? null : View.Content.text(401, "say the word");
        }

        @Override
        public View.Content perform(byte[] body) {
            return View.Content.text(200, new String(body, StandardCharsets.UTF_8).toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void showsAViewAtItsPathAndNowhereElse() throws Exception {
        HttpResponse<String> counts = get("/api/counts");
        assertThat(counts.statusCode()).isEqualTo(200);
        assertThat(counts.body()).isEqualTo("{\"total\":1}");
        assertThat(counts.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(counts.headers().firstValue("cache-control")).hasValue("no-store");
        for (String path : List.of("/api", "/api/counts/", "/api/countsx", "/nothing")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        for (String path : List.of("/../api", "/%2e%2e/x", "/api/%00")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(400);
        }
    }

    @Test
    void answersHeadWithoutABodyAndRefusesOtherMethods() throws Exception {
        HttpResponse<String> head = send("/api/counts", "HEAD");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String method : List.of("POST", "PUT", "DELETE", "BREW")) {
            HttpResponse<String> response = send("/api/counts", method);
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(response.headers().firstValue("allow")).hasValue("GET, HEAD");
        }
    }

    @Test
    void streamsTheStateTenTimesASecondEncodedOnceForAllClients() throws Exception {
        List<InputStream> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(read().body());
        }
        long start = System.nanoTime();
        for (InputStream client : clients) {
            assertThat(readEvents(client, 10)).hasSize(10).doesNotHaveDuplicates();
            client.close();
        }
        double intervals = (System.nanoTime() - start) / 1e8;

        assertThat(intervals).isGreaterThan(7);
        assertThat(state.get()).as("encoded").isLessThan((long) (intervals * 1.3) + 10);
    }

    @Test
    void turnsAwayAStreamTooMany() throws Exception {
        List<InputStream> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS_MAX; i++) {
            HttpResponse<InputStream> response = read();
            assertThat(response.statusCode()).isEqualTo(200);
            clients.add(response.body());
        }
        HttpResponse<InputStream> tooMany = read();
        assertThat(tooMany.statusCode()).isEqualTo(503);
        assertThat(tooMany.headers().firstValue("retry-after")).hasValue("5");
        assertThat(get("/api/counts").statusCode()).isEqualTo(200);
        for (InputStream client : clients) {
            client.close();
        }
    }

    @Test
    void freesThePlaceOfAReaderWhoWent() throws Exception {
        InputStream client = read().body();
        readEvents(client, 2);
        assertThat(stream.clients()).isEqualTo(1);
        client.close();
        Waiting.until("the place", 5_000, () -> stream.clients() == 0);
    }

    @Test
    void keepsServingOthersWhileReadersDoNotRead() throws Exception {
        List<Socket> deaf = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(2_048);
            socket.connect(server.localAddress());
            socket.getOutputStream().write(ascii("GET /api/stream HTTP/1.1\r\nHost: x\r\n\r\n"));
            deaf.add(socket);
        }
        InputStream client = read().body();
        long start = System.nanoTime();
        readEvents(client, 30);
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(10);
        client.close();
        for (Socket socket : deaf) {
            socket.close();
        }
    }

    @Test
    void keepsAStreamForLongerThanItLeavesASilentConnectionOpen() throws Exception {
        InputStream client = read().body();
        long start = System.nanoTime();
        while ((System.nanoTime() - start) / 1e9 < 14) {
            assertThat(readEvents(client, 1)).hasSize(1);
        }
        client.close();
    }

    @Test
    void setsHeadersThatKeepStrangersOut() throws Exception {
        for (String path : List.of("/api/counts", "/nowhere", "/broken")) {
            var headers = get(path).headers();
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
    void readsTheQuery() throws Exception {
        assertThat(get("/echo?q=a%20b&q=c").body()).isEqualTo("a b");
        assertThat(get("/echo").body()).isEqualTo("null");
        assertThat(get("/picky").statusCode()).isEqualTo(400);
        assertThat(get("/picky").body()).isEqualTo("it takes nothing\n");
    }

    @Test
    void answersAFaultWithoutItsTraceAndTellsIt() throws Exception {
        HttpResponse<String> response = get("/broken");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("on purpose").doesNotContain("at junretsu");
        assertThat(faults).containsExactly("answering /broken: on purpose");
    }

    @Test
    void letsAnActionRefuseBeforeItReads() throws Exception {
        assertThat(raw("POST /api/act HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(raw(post("word", 5) + "hello")).startsWith("HTTP/1.1 200 ").contains("HELLO");
        assertThat(raw(post("word", 5_000) + "x".repeat(5_000))).startsWith("HTTP/1.1 413 ");
        assertThat(raw(
                        "POST /api/act HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer word\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "1388\r\n" + "x".repeat(5_000) + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(get("/api/act").body()).isEqualTo("shown");
    }

    @Test
    void refusesWhatIsNoProperRequest() throws Exception {
        assertThat(raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nA: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(raw("\u0016\u0003\u0001\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(raw("GET /api/counts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void isNotHeldUpByHalfOpenRequestsAndClosesThem() throws Exception {
        List<Socket> halfOpen = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Socket socket = new Socket("127.0.0.1", server.localAddress().getPort());
            socket.getOutputStream().write(ascii("GET /api/counts HT"));
            halfOpen.add(socket);
        }
        long start = System.nanoTime();
        assertThat(get("/api/counts").statusCode()).isEqualTo(200);
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(1);
        Socket trickling = halfOpen.get(0);
        trickling.setSoTimeout(1);
        Waiting.until("the trickling one to be closed", 20_000, () -> isClosedWhileTrickling(trickling));
        for (Socket socket : halfOpen) {
            socket.close();
        }
    }

    private static boolean isClosedWhileTrickling(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.localAddress().getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(ascii(request));
            byte[] reply = new byte[65_536];
            int length = 0;
            while (length < reply.length) {
                int read = readUpTo(socket, reply, length);
                if (read < 0
                        || new String(reply, 0, length + read, StandardCharsets.US_ASCII).split("\r\n\r\n").length
                                > 1) {
                    length += Math.max(0, read);
                    break;
                }
                length += read;
            }
            return new String(reply, 0, length, StandardCharsets.US_ASCII);
        }
    }

    private static int readUpTo(Socket socket, byte[] reply, int from) {
        try {
            return socket.getInputStream().read(reply, from, reply.length - from);
        } catch (IOException e) {
            return -1;
        }
    }

    private static String post(String token, int length) {
        return "POST /api/act HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(path, "GET");
    }

    private HttpResponse<String> send(String path, String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<InputStream> read() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/stream")).build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.localAddress().getPort() + path);
    }

    private static List<String> readEvents(InputStream in, int wanted) throws IOException {
        List<String> events = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        while (events.size() < wanted) {
            int c = in.read();
            if (c < 0) {
                break;
            }
            if (c != '\n') {
                line.append((char) c);
            } else {
                if (line.indexOf("id: ") == 0) {
                    events.add(line.toString());
                }
                line.setLength(0);
            }
        }
        return events;
    }
}
