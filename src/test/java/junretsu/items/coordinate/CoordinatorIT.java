package junretsu.items.coordinate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.config.HostPort;
import junretsu.items.coordinate.StandInNode.Mood;
import junretsu.service.Surroundings;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A coordinator before three servers that keep what they are sent, and that fail as the test says. */
class CoordinatorIT {
    private static final int LIMIT_MS = 20_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<StandInNode> nodes = new ArrayList<>();
    private CoordinatorServer server;

    @BeforeEach
    void start() throws Exception {
        for (int i = 0; i < 3; i++) {
            nodes.add(new StandInNode());
        }
        server = start(Configs.of(nodes.stream().map(StandInNode::at).toArray(HostPort[]::new)));
        awaitUp(3);
        assertThat(server.ready()).endsWith("3 of 3 workers up");
    }

    private CoordinatorServer start(CoordinatorConfig config) throws Exception {
        return CoordinatorServer.start(
                config,
                new CoordinatorServer.Reload(null, () -> config),
                new WorkerProgram(List.of("false"), "1", "NONE_"),
                new Surroundings("1", said::add, new DistinctErrors(said::add, Clock.SYSTEM), Clock.SYSTEM));
    }

    @AfterEach
    void stop() {
        nodes.forEach(StandInNode::close);
        server.stop();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofMillis(LIMIT_MS))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Posts items and waits until a node has the request. */
    private CompletableFuture<HttpResponse<String>> beginPost() {
        var answer = http.sendAsync(
                HttpRequest.newBuilder(URI.create(server.url() + "/items"))
                        .POST(BodyPublishers.ofString("one"))
                        .build(),
                BodyHandlers.ofString());
        Waiting.until("the request", () -> nodes.stream().anyMatch(node -> node.unanswered() > 0));
        return answer;
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send("POST", "/items", body);
    }

    private long up() {
        return states().filter("up"::equals).count();
    }

    private Stream<String> states() {
        try {
            List<?> workers = (List<?>)
                    JsonReader.readObject(send("GET", "/api/workers", null).body())
                            .get("workers");
            return workers.stream().map(worker -> (String) ((Map<?, ?>) worker).get("state"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitUp(int count) {
        Waiting.until(count + " workers to be up", () -> up() == count);
    }

    private double metric(String sample) throws Exception {
        return send("GET", "/metrics", null)
                .body()
                .lines()
                .filter(line -> line.startsWith("junretsu_items_coordinator_" + sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private Set<String> kept() {
        Set<String> all = ConcurrentHashMap.newKeySet();
        nodes.forEach(node -> all.addAll(node.bodies));
        return all;
    }

    @Test
    void anAnswerComesBackAsAWorkerGaveIt() throws Exception {
        HttpResponse<String> good = post("one");
        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.body()).isEqualTo("{\"accepted\":1,\"new\":1}");
        assertThat(good.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(kept()).containsExactly("one");
        HttpResponse<String> bad = post("bad");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("item 0 is no item");
        assertThat(kept()).containsExactly("one");
    }

    @Test
    void aPathArrivesAsItWasSent() throws Exception {
        String target = "/items/a%2Fb%25%F0%9F%98%80/count?window=2026-11-21&x=%26+";
        assertThat(send("GET", target, null).statusCode()).isEqualTo(200);
        assertThat(nodes.stream().flatMap(node -> node.targets.stream())).containsExactly(target);
    }

    @Test
    void everyWorkerGetsItsShare() throws Exception {
        for (int i = 0; i < 60; i++) {
            post("body " + i);
        }
        assertThat(kept()).hasSize(60);
        assertThat(nodes).allMatch(node -> node.bodies.size() > 5);
    }

    @Test
    void aLargeBodyArrivesWhole() throws Exception {
        String body = "x".repeat(12 << 20);
        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(kept()).containsExactly(body);
    }

    @Test
    void aWorkerThatIsUnavailableIsReplacedByAnother() throws Exception {
        nodes.get(0).mood = Mood.UNAVAILABLE;
        nodes.get(1).mood = Mood.UNAVAILABLE;
        for (int i = 0; i < 20; i++) {
            assertThat(post("body " + i).statusCode()).isEqualTo(200);
        }
        assertThat(nodes.get(2).bodies).hasSize(20);
        assertThat(metric("retries_total")).isBetween(1.0, 40.0);
        nodes.get(2).mood = Mood.UNAVAILABLE;
        HttpResponse<String> all = post("more");
        assertThat(all.statusCode()).isEqualTo(503);
        assertThat(all.headers().firstValue("Retry-After")).contains("7");
        assertThat(all.body()).contains("the disk is full");
        assertThat(nodes).allMatch(node -> !node.bodies.contains("more"));
    }

    @Test
    void aWorkerThatDiesInTheMiddleIsReplacedByAnother() throws Exception {
        nodes.forEach(node -> node.mood = Mood.SILENT);
        var answer = beginPost();
        StandInNode has =
                nodes.stream().filter(node -> node.unanswered() > 0).findFirst().orElseThrow();
        nodes.forEach(node -> node.mood = Mood.WELL);
        has.stop();
        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(kept()).containsExactly("one");
        awaitUp(2);
        has.start();
        awaitUp(3);
        assertThat(said).anyMatch(line -> line.startsWith("worker " + has.at() + " is down: "));
        assertThat(said.stream().filter(line -> line.equals("worker " + has.at() + " is up")))
                .hasSize(2);
    }

    @Test
    void aWorkerThatIsSilentIsGivenUpAndTakenOut() throws Exception {
        StandInNode stalled = nodes.get(0);
        stalled.mood = Mood.SILENT;
        stalled.isChecked = false;
        for (int i = 0; i < 10; i++) {
            assertThat(post("body " + i).statusCode()).isEqualTo(200);
        }
        assertThat(kept()).hasSize(10);
        awaitUp(2);
        stalled.isChecked = true;
        stalled.speak();
        awaitUp(3);
    }

    @Test
    void withoutAWorkerARequestIsRefusedAtOnceAndItsBodyIsNotAwaited() throws Exception {
        nodes.forEach(StandInNode::stop);
        awaitUp(0);
        HttpResponse<String> refused = post("one");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.body()).contains("no worker is alive");
        assertThat(send("GET", "/items/t/count", null).statusCode()).isEqualTo(503);
        assertThat(send("GET", "/readyz", null).statusCode()).isEqualTo(503);
        assertThat(send("GET", "/healthz", null).statusCode()).isEqualTo(200);
        assertThat(metric("requests_total{outcome=\"unavailable\"}")).isEqualTo(2);
        URI url = URI.create(server.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(LIMIT_MS);
            socket.getOutputStream()
                    .write("POST /items HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"
                            .replace("Host: x", "Host: 127.0.0.1")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 503");
        }
        nodes.forEach(StandInNode::start);
        awaitUp(3);
        assertThat(post("one").statusCode()).isEqualTo(200);
    }

    @Test
    void anItemThatOneWorkerHasIsFoundWhicheverIsAskedFirst() throws Exception {
        nodes.get(1).bodies.add("here");
        for (int i = 0; i < 10; i++) {
            assertThat(send("GET", "/items/t/here", null).statusCode()).isEqualTo(200);
            assertThat(send("HEAD", "/items/t/here", null).statusCode()).isEqualTo(200);
            assertThat(send("GET", "/items/t/nowhere", null).statusCode()).isEqualTo(404);
        }
        assertThat(metric("retries_total")).isEqualTo(0);
        nodes.get(1).mood = Mood.UNAVAILABLE;
        assertThat(send("GET", "/items/t/nowhere", null).statusCode()).isEqualTo(503);
    }

    @Test
    void acknowledgedIsKeptWhileWorkersComeAndGo() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicInteger number = new AtomicInteger();
        AtomicInteger running = new AtomicInteger(4);
        List<String> others = new CopyOnWriteArrayList<>();
        List<Thread> clients = Stream.generate(() -> new Thread(() -> {
                    while (running.get() > 0) {
                        String body = "body " + number.incrementAndGet();
                        try {
                            HttpResponse<String> answer = post(body);
                            if (answer.statusCode() == 200) {
                                acknowledged.add(body);
                            } else {
                                others.add(answer.statusCode() + " " + answer.body());
                            }
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }))
                .limit(4)
                .toList();
        clients.forEach(Thread::start);
        for (int round = 0; round < 6; round++) {
            StandInNode victim = nodes.get(round % 3);
            int before = acknowledged.size();
            victim.stop();
            Waiting.until("answers without it", () -> acknowledged.size() > before + 50);
            victim.start();
            awaitUp(3);
        }
        running.set(0);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(acknowledged).hasSizeGreaterThan(300);
        assertThat(kept()).containsAll(acknowledged);
        assertThat(others).allMatch(answer -> answer.startsWith("503"));
    }

    @Test
    void isEndedByItsTokenAlone() throws Exception {
        assertThat(send("POST", "/kill", "").statusCode()).isEqualTo(401);
        HttpRequest kill = HttpRequest.newBuilder(URI.create(server.url() + "/kill"))
                .header("Authorization", "Bearer " + Configs.TOKEN)
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(server.ending().await(1)).isFalse();
        assertThat(http.send(kill, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThat(server.ending().await(LIMIT_MS)).isTrue();
        assertThat(server.ending().failure()).isNull();
    }

    @Test
    void anEndLetsTheRequestsUnderWayBeAnswered() throws Exception {
        nodes.forEach(node -> node.mood = Mood.SILENT);
        var answer = beginPost();
        Thread ending = new Thread(() -> assertThat(server.stop()).contains("1 answered"));
        ending.start();
        nodes.forEach(StandInNode::speak);
        assertThat(answer.get().body()).isEqualTo("{\"late\":true}");
        ending.join();
        server = start(Configs.of(new HostPort("127.0.0.1", 1)));
        assertThat(server.ready()).endsWith("0 of 1 workers up");
    }
}
