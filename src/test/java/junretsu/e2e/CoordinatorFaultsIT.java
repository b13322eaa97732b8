package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator and the nodes that it starts, killed under load: no item that was acknowledged is lost. */
class CoordinatorFaultsIT {
    private static final String TOKEN = "a-long-secret";
    private static final int PORTS = 6;
    private static final int LIMIT_MS = 60_000;
    private static final int BATCH = 20;

    @TempDir
    Path directory;

    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final List<Thread> clients = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile boolean isSending = true;
    private Path file;
    private int spawnPort;
    private String url;
    private RedisServer redis;
    private JunretsuProcess coordinator;

    @BeforeEach
    void begin() throws Exception {
        spawnPort = freePorts();
        file = directory.resolve("items.properties");
        url = "http://127.0.0.1:" + RedisServer.freePort();
        redis = RedisServer.start();
        configure("spawn=4");
    }

    @AfterEach
    void endAll() {
        isSending = false;
        if (coordinator.isAlive()) {
            coordinator.terminate();
        }
        coordinator.close();
        redis.close();
    }

    private static int freePorts() {
        while (true) {
            int from = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            if (IntStream.range(from, from + PORTS).allMatch(CoordinatorFaultsIT::isFree)) {
                return from;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private void configure(String... lines) throws IOException {
        Files.writeString(
                file,
                "role=coordinator\nhttp=" + url.substring(7) + "\ndata=" + directory.resolve("data")
                        + "\nadmin-token=" + TOKEN + "\nspawn-port=" + spawnPort + "\nids=keep\nredis="
                        + redis.url() + "\n"
                        + String.join("\n", lines) + "\n");
    }

    private void startCoordinator() {
        coordinator = JunretsuProcess.start(Setup.oldest(), "serve", "items", "--config", file.toString());
        coordinator.awaitReady();
    }

    private HttpResponse<String> ask(String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofMillis(LIMIT_MS))
                .header("Authorization", "Bearer " + TOKEN)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void startClients(int count) {
        for (int i = 0; i < count; i++) {
            Thread client = new Thread(this::sendUntilTheEnd);
            client.start();
            clients.add(client);
        }
    }

    private void sendUntilTheEnd() {
        while (isSending) {
            int first = number.getAndAdd(BATCH);
            List<String> ids = IntStream.range(first, first + BATCH)
                    .mapToObj(each -> "id-" + each)
                    .toList();
            sent.addAll(ids);
            String body = ids.stream()
                    .map(id -> "{\"id\":\"" + id + "\",\"tenant\":\"t/1\"}")
                    .collect(Collectors.joining(",", "[", "]"));
            while (isSending && !isAcknowledged(body)) {
                Waiting.sleep(20);
            }
            Waiting.sleep(5);
        }
    }

    private boolean isAcknowledged(String body) {
        try {
            HttpResponse<String> answer = ask("POST", "/items", body);
            if (answer.statusCode() == 200) {
                assertThat(answer.body()).startsWith("{\"accepted\":" + BATCH);
                Stream.of(body.split("\"id\":\""))
                        .skip(1)
                        .forEach(part -> acknowledged.add(part.substring(0, part.indexOf('"'))));
                return true;
            }
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            unavailable.incrementAndGet();
        } catch (IOException e) {
            broken.incrementAndGet();
        }
        return false;
    }

    private void awaitMore(int items) {
        int before = acknowledged.size();
        Waiting.until(items + " more items", () -> acknowledged.size() >= before + items);
    }

    private Map<String, Map<?, ?>> workers() {
        try {
            List<?> all = (List<?>)
                    JsonReader.readObject(ask("GET", "/api/workers", "").body()).get("workers");
            return all.stream()
                    .map(each -> (Map<?, ?>) each)
                    .collect(Collectors.toMap(each -> (String) each.get("address"), each -> each));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitUp(int count) {
        Waiting.until(count + " workers up", () -> {
            Map<String, Map<?, ?>> workers = workers();
            return workers.size() == count
                    && workers.values().stream().allMatch(each -> "up".equals(each.get("state")));
        });
    }

    private long pid(int index) {
        return (Long) state(index).get("pid");
    }

    /** Kills one of four workers, and waits until another has taken its place. */
    private void kill(int index) {
        Object victim = pid(index);
        process((Long) victim).destroyForcibly();
        awaitMore(200);
        Waiting.until("another worker", () -> !victim.equals(state(index).get("pid")));
        awaitUp(4);
    }

    private Map<?, ?> state(int index) {
        return workers().get("127.0.0.1:" + (spawnPort + index));
    }

    private static ProcessHandle process(long pid) {
        return ProcessHandle.of(pid).orElseThrow();
    }

    private String count() {
        try {
            return ask("GET", "/items/t%2F1/count", "").body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> missing(Set<String> wanted, Set<String> there) {
        return wanted.stream().filter(each -> !there.contains(each)).toList();
    }

    private void requireAllAcknowledgedAndNothingElse() throws Exception {
        isSending = false;
        for (Thread client : clients) {
            client.join();
        }
        assertThat(acknowledged).hasSizeGreaterThan(500);
        for (String id : acknowledged.stream().limit(200).toList()) {
            assertThat(ask("GET", "/items/t%2F1/" + id, "").statusCode()).as(id).isEqualTo(200);
        }
        Set<String> exported = ConcurrentHashMap.newKeySet();
        for (String address : workers().keySet()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/api/items/t%2F1/export"))
                    .build();
            http.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .forEach(line ->
                            exported.add((String) JsonReader.readObject(line).get("id")));
        }
        assertThat(missing(acknowledged, exported)).isEmpty();
        assertThat(missing(exported, sent)).isEmpty();
        String count = "{\"count\":" + exported.size() + "}";
        Waiting.until("the count " + count, () -> count().equals(count));
        assertThat(ask("GET", "/items/t%2F1/id-never-sent", "").statusCode()).isEqualTo(404);
    }

    @Test
    void nothingAcknowledgedIsLostWhenWorkersAreKilledStoppedAddedAndRemoved() throws Exception {
        startCoordinator();
        awaitUp(4);
        startClients(4);
        awaitMore(200);
        kill(0);
        List<ProcessHandle> three =
                Stream.of(1, 2, 3).map(index -> process(pid(index))).toList();
        three.forEach(ProcessHandle::destroyForcibly);
        awaitMore(200);
        awaitUp(4);
        assertThat(unavailable).hasValue(0);

        long added = number.get();
        configure("spawn=5");
        awaitUp(5);
        awaitMore(200);
        configure("spawn=5", "spwan=6");
        Waiting.until("the refusal", () -> coordinator.stderr().contains("unknown name 'spwan'"));
        assertThat(coordinator.metric("junretsu_items_coordinator_config_reload_success"))
                .isZero();
        awaitMore(200);
        ProcessHandle removed = process(pid(4));
        configure("spawn=4", "health-interval=500ms");
        awaitUp(4);
        assertThat(coordinator.metric("junretsu_items_coordinator_config_reload_success"))
                .isOne();
        Waiting.until("the end of the removed one", () -> !removed.isAlive());
        assertThat(coordinator.stderr()).contains("the configuration has changed: - 127.0.0.1:" + (spawnPort + 4));
        assertThat(number.get()).isGreaterThan((int) added);
        assertThat(unavailable).hasValue(0);
        assertThat(broken).hasValue(0);
        configure("spawn=5");
        awaitUp(5);
        requireAllAcknowledgedAndNothingElse();
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheCoordinatorIsKilledAndTheNextOneTakesItsWorkersOver() throws Exception {
        startCoordinator();
        awaitUp(4);
        startClients(4);
        for (int round = 0; round < 2; round++) {
            awaitMore(200);
            List<Long> pids = IntStream.range(0, 4).mapToObj(this::pid).toList();
            coordinator.signal("KILL");
            coordinator.exitCode();
            assertThat(pids).allMatch(pid -> process(pid).isAlive());
            startCoordinator();
            awaitUp(4);
            assertThat(IntStream.range(0, 4).mapToObj(this::pid)).isEqualTo(pids);
            awaitMore(200);
        }
        kill(2);
        requireAllAcknowledgedAndNothingElse();
    }

    @Test
    void aChangedFlagOfTheNodesReplacesOneAfterTheOther() throws Exception {
        configure("spawn=3");
        startCoordinator();
        awaitUp(3);
        startClients(2);
        List<Long> before = IntStream.range(0, 3).mapToObj(this::pid).toList();
        configure("spawn=3", "quota=100m");
        Waiting.until(
                "three new processes",
                () -> workers().values().stream()
                        .noneMatch(each -> each.get("pid") == null || before.contains(each.get("pid"))));
        awaitUp(3);
        awaitMore(520);
        assertThat(unavailable).hasValue(0);
        assertThat(broken).hasValue(0);
        requireAllAcknowledgedAndNothingElse();
    }

    @Test
    void aKillByTheTokenEndsTheCoordinatorAndItsWorkersInGoodOrder() throws Exception {
        startCoordinator();
        awaitUp(4);
        startClients(2);
        awaitMore(520);
        List<ProcessHandle> nodes =
                IntStream.range(0, 4).mapToObj(index -> process(pid(index))).toList();
        assertThat(ask("POST", "/kill", "").statusCode()).isEqualTo(200);
        assertThat(coordinator.exitCode()).isZero();
        assertThat(nodes).noneMatch(ProcessHandle::isAlive);
        assertThat(coordinator.stdout()).contains("ready: items at " + url + ", coordinator, 4 of 4 workers up");
        assertThat(coordinator.stdout()).contains("without a worker + 0 failed");
        coordinator.requireQuiet();
        startCoordinator();
        awaitUp(4);
        requireAllAcknowledgedAndNothingElse();
    }

    @Test
    void aSecondCoordinatorWithTheSameDataIsRefused() throws Exception {
        startCoordinator();
        JunretsuProcess second = JunretsuProcess.start(
                Setup.oldest(), "serve", "items", "--config", file.toString(), "--http", "127.0.0.1:0");
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.stderr()).contains("another coordinator has the data directory");
        second.close();
        JunretsuProcess none = JunretsuProcess.start(
                Setup.oldest(), "serve", "items", "--role", "coordinator", "--http", "127.0.0.1:0");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.stderr()).contains("a coordinator needs workers");
        none.close();
    }
}
