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
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebServerIT {
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final AtomicLong state = new AtomicLong();
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.bind(new InetSocketAddress("127.0.0.1", 0));
        server.start(
                Map.of("/api/counts", () -> View.Content.json("{\"total\":1}")),
                Map.of("/api/stream", new EventStream(() -> "{\"n\":" + state.incrementAndGet() + "}")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsAViewAtItsPathAndNowhereElse() throws Exception {
        HttpResponse<String> counts = get("/api/counts");
        assertThat(counts.statusCode()).isEqualTo(200);
        assertThat(counts.body()).isEqualTo("{\"total\":1}");
        assertThat(counts.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(counts.headers().firstValue("cache-control")).hasValue("no-store");
        for (String path : List.of("/api", "/api/counts/", "/api/countsx", "/../api", "/%2e%2e/x")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void listsItsPathsAtTheRoot() throws Exception {
        assertThat(get("/").body()).contains("/api/counts").contains("/api/stream");
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
            clients.add(stream().body());
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
        for (int i = 0; i < 32; i++) {
            HttpResponse<InputStream> response = stream();
            assertThat(response.statusCode()).isEqualTo(200);
            clients.add(response.body());
        }
        HttpResponse<InputStream> tooMany = stream();
        assertThat(tooMany.statusCode()).isEqualTo(503);
        assertThat(tooMany.headers().firstValue("retry-after")).hasValue("5");
        assertThat(get("/api/counts").statusCode()).isEqualTo(200);
        for (InputStream client : clients) {
            client.close();
        }
    }

    @Test
    void answersAgainWithinSecondsWhenHalfOpenRequestsHeldAllItsThreads() throws Exception {
        List<Socket> halfOpen = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            Socket socket = new Socket("127.0.0.1", server.localAddress().getPort());
            socket.getOutputStream().write("GET /api/counts HT".getBytes(StandardCharsets.US_ASCII));
            halfOpen.add(socket);
        }
        assertThat(get("/api/counts").statusCode()).isEqualTo(200);
        for (Socket socket : halfOpen) {
            socket.close();
        }
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

    private HttpResponse<InputStream> stream() throws Exception {
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
