package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import junretsu.testing.BadBodies;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.Soak;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that send nonsense, too much, or for ever, and those that leave: others are served, nothing is kept of it. */
class JobsHttpFaultsIT {
    /** Chunks of 64 KiB: 40 MiB, where Linux lets the buffers of a loopback connection grow to 36 MiB and no further. */
    private static final int MOST_IN_SOCKET_BUFFERS = 640;

    /** Two primes of 38 digits: minutes of work. */
    private static final String HARD = "2401250128960445501719191111121355533010385356539517218654848334733665441651";

    private static final int LIMIT_MS = 60_000;

    @TempDir
    Path data;

    private final HttpClient http = HttpClient.newHttpClient();

    /** A heap so small that what is kept in it by mistake is noticed. */
    private JunretsuProcess serve(String heap, String... flags) {
        return JunretsuProcess.serveJobs(List.of("env", "JDK_JAVA_OPTIONS=-Xmx" + heap), Setup.oldest(), data, flags);
    }

    private HttpResponse<String> post(JunretsuProcess server, String path, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.http() + path))
                .timeout(Duration.ofMillis(LIMIT_MS))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> post(JunretsuProcess server, String path, String body) throws Exception {
        return post(server, path, body.getBytes(StandardCharsets.UTF_8));
    }

    private void requireService(JunretsuProcess server) throws Exception {
        assertThat(post(server, "/api/jobs?caller=other&wait=30s", "{\"number\":1001}")
                        .body())
                .contains("\"status\":\"completed\"");
    }

    @Test
    void everyNumberHasAnAnswerInABoundedTime() throws Exception {
        try (JunretsuProcess server = serve("256m")) {
            Map<String, String> results = Map.of(
                    "0",
                    "\"0\"",
                    "1",
                    "",
                    "2",
                    "\"2\"",
                    BigInteger.TWO.pow(63).subtract(BigInteger.ONE).toString(),
                    "\"7\",\"7\",\"73\",\"127\",\"337\",\"92737\",\"649657\"",
                    BigInteger.TWO.pow(64).subtract(BigInteger.ONE).toString(),
                    "\"3\",\"5\",\"17\",\"257\",\"641\",\"65537\",\"6700417\"",
                    "4611685975477714963",
                    "\"2147483629\",\"2147483647\"",
                    "1000000016000000063",
                    "\"1000000007\",\"1000000009\"",
                    "9".repeat(30),
                    "\"3\",\"3\",\"3\",\"7\",\"11\",\"13\",\"31\",\"37\",\"41\",\"211\",\"241\",\"271\",\"2161\",\"9091\",\"2906161\"",
                    "561",
                    "\"3\",\"11\",\"17\"");
            for (Map.Entry<String, String> each : results.entrySet()) {
                String body = "{\"number\":\"" + each.getKey() + "\"}";
                String id =
                        (String) json(post(server, "/compute?caller=a", body)).get("request_id");
                Waiting.until(
                        "the end", () -> server.get("/compute/" + id).body().contains("completed"));
                assertThat(server.get("/compute/" + id).body()).endsWith("\"results\":[" + each.getValue() + "]}");
            }
            for (String bad : List.of("-1", "1e5", "\"\"", "\"x\"", "\"" + "9".repeat(101) + "\"", "null")) {
                assertThat(post(server, "/compute?caller=a", "{\"number\":" + bad + "}")
                                .statusCode())
                        .as(bad)
                        .isEqualTo(400);
            }
            assertThat(post(server, "/compute", "{\"number\":5}").statusCode()).isEqualTo(400);
            server.requireQuiet();
        }
    }

    private static Map<String, Object> json(HttpResponse<String> answer) {
        return JsonReader.readObject(answer.body());
    }

    @ParameterizedTest
    @CsvSource({"/compute?caller=a", "/api/jobs?caller=a"})
    void whatIsTooLargeOrNoJsonIsRejectedInBoundedTimeAndMemory(String path) throws Exception {
        try (JunretsuProcess server = serve("96m")) {
            requireService(server);
            long before = server.residentKib();
            String million = "9".repeat(1_000_000);
            List<String> bodies = List.of(
                    "{\"number\":" + million + "}",
                    "{\"number\":\"" + million + "\"}",
                    "{\"number\":" + "9".repeat(400_000) + "}",
                    "{\"number\":\"" + "0".repeat(400_000) + "7\"}",
                    "[".repeat(500_000),
                    "{\"a\":".repeat(80_000),
                    "[" + "{},".repeat(150_000) + "{}]",
                    "[" + "{\"number\":5},".repeat(20_000) + "{\"number\":5}]",
                    "{\"number\":\"" + "\\u0039".repeat(80_000) + "\"}",
                    "\ufeff{\"number\":5}",
                    "{\"number\":NaN}",
                    "{\"number\":5}{\"number\":6}");
            for (int round = 0; round < Soak.rounds(5, 100); round++) {
                for (String body : bodies) {
                    HttpResponse<String> answer = post(server, path, body);
                    assertThat(answer.statusCode()).as(body.substring(0, 12)).isIn(400, 413);
                    assertThat(answer.body()).hasSizeLessThan(400);
                }
            }
            try (Socket endless = connect(server)) {
                send(endless, "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
                assertThat(chunksUntilTheAnswer(endless)).isLessThan(MOST_IN_SOCKET_BUFFERS);
            }
            assertThat(server.count("accepted")).isEqualTo(1);
            assertThat(server.residentKib()).isLessThan(before + 96 * 1_024);
            requireService(server);
            server.requireQuiet();
        }
    }

    /** Sends chunks of 64 KiB until there is an answer, which must be 413. Returns how many it sent. */
    private static int chunksUntilTheAnswer(Socket socket) throws IOException {
        byte[] chunk = ("10000\r\n" + "9".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int sent = 0; sent < 1_024; sent++) {
            try {
                socket.getOutputStream().write(chunk);
            } catch (IOException e) {
                return sent;
            }
            if (socket.getInputStream().available() > 0) {
                byte[] head = new byte[12];
                socket.getInputStream().readNBytes(head, 0, head.length);
                assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
                return sent;
            }
        }
        throw new AssertionError("64 MiB were read without an answer");
    }

    @Test
    void ofManyBadBodiesNothingIsKept() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        try (JunretsuProcess server = serve("96m")) {
            requireService(server);
            for (int i = 0; i < Soak.rounds(3_000, 300_000); i++) {
                byte[] body = BadBodies.next(random);
                assertThat(post(server, "/api/jobs?caller=a", body).statusCode())
                        .as("seed %d: %s", seed, new String(body, StandardCharsets.UTF_8))
                        .isEqualTo(400);
            }
            assertThat(server.count("accepted")).isEqualTo(1);
            server.requireQuiet();
        }
    }

    @Test
    void tenThousandConnectionsThatSendNothingOrHalfARequestHoldNobodyUp() throws Exception {
        List<SocketChannel> idle = new ArrayList<>();
        String[] halves = {
            "", "POST /comp", "POST /compute HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{\"num"
        };
        try (JunretsuProcess server = serve("1g")) {
            InetSocketAddress address =
                    new InetSocketAddress("127.0.0.1", URI.create(server.http()).getPort());
            for (int i = 0; i < 10_000; i++) {
                SocketChannel client = SocketChannel.open(address);
                idle.add(client);
                client.write(ByteBuffer.wrap(halves[i % halves.length].getBytes(StandardCharsets.US_ASCII)));
                if (i % 1_000 == 999) {
                    requireService(server);
                }
            }
            server.requireQuiet();
        } finally {
            for (SocketChannel each : idle) {
                each.close();
            }
        }
    }

    @Test
    void clientsThatNeverReadTheirAnswersHoldNobodyUpAndCostLittle() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (JunretsuProcess server = serve("128m", "--workers", "1")) {
            String batch = "[" + ("{\"number\":" + HARD + "},").repeat(999) + "{\"number\":" + HARD + "}]";
            List<?> jobs =
                    (List<?>) json(post(server, "/api/jobs?caller=a", batch)).get("jobs");
            Object id = ((Map<?, ?>) jobs.get(0)).get("id");
            requireService(server);
            long before = server.residentKib();
            String list = "GET /api/jobs?caller=a&limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n";
            for (int i = 0; i < 300; i++) {
                Socket client = new Socket();
                clients.add(client);
                client.setReceiveBufferSize(4_096);
                client.connect(new InetSocketAddress(
                        "127.0.0.1", URI.create(server.http()).getPort()));
                String events = "GET /api/jobs/" + id + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
                send(client, i % 3 == 0 ? events : list.repeat(20));
                if (i % 50 == 49) {
                    requireService(server);
                }
            }
            requireService(server);
            assertThat(server.residentKib()).isLessThan(before + 128 * 1_024);
            server.requireQuiet();
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void clientsThatLeaveWhileTheyWaitOrWatchCostNothingAfterwards() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (JunretsuProcess server = serve("256m", "--workers", "1")) {
            String id = (String) json(post(server, "/api/jobs?caller=a", "{\"number\":" + HARD + "}"))
                    .get("id");
            for (int i = 0; i < 300; i++) {
                Socket client = connect(server);
                clients.add(client);
                String path = "/api/jobs/" + id + (i % 2 == 0 ? "/events" : "?wait=90s");
                send(client, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            Waiting.until("all to wait", () -> server.metric("junretsu_jobs_waiting_clients") == 300);
            for (Socket client : clients) {
                client.setSoLinger(true, 0);
                client.close();
            }
            requireService(server);
            Waiting.until("the watchers to be missed", () -> server.metric("junretsu_jobs_waiting_clients") <= 150);
            HttpRequest cancel = HttpRequest.newBuilder(URI.create(server.http() + "/api/jobs/" + id + "?caller=a"))
                    .DELETE()
                    .build();
            assertThat(http.send(cancel, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
            Waiting.until("nobody to wait", () -> server.metric("junretsu_jobs_waiting_clients") == 0);
            requireService(server);
            server.requireQuiet();
        }
    }

    @Test
    void whoWaitsLongerThanAConnectionMayBeSilentIsAnswered() throws Exception {
        try (JunretsuProcess server = serve("256m", "--workers", "1")) {
            String id = (String) json(post(server, "/api/jobs?caller=a", "{\"number\":" + HARD + "}"))
                    .get("id");
            HttpRequest wait = HttpRequest.newBuilder(URI.create(server.http() + "/api/jobs/" + id + "?wait=13s"))
                    .timeout(Duration.ofMillis(LIMIT_MS))
                    .build();
            HttpResponse<String> answer = http.send(wait, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"status\":\"running\"");
        }
    }

    private static Socket connect(JunretsuProcess server) throws IOException {
        Socket socket = new Socket("127.0.0.1", URI.create(server.http()).getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
