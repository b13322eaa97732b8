package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.VoteSocket;
import junretsu.testing.VoteSocket.Answer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Votes of browsers, on the packaged jar. */
class CrowdIT {
    private static final String ANNA = VoteSocket.client(0xa44a);
    private static final String BEN = VoteSocket.client(0xbe4);

    @TempDir
    Path data;

    @Test
    void everyVoteIsCountedOnceAndAcknowledged() {
        try (JunretsuProcess server = serve("--crowd-rate", "10000/s", "--buttons", "4");
                VoteSocket anna = VoteSocket.open(server, ANNA);
                VoteSocket ben = VoteSocket.open(server, BEN);
                VoteSender udp = VoteSender.to(server)) {
            for (int number = 1; number <= 100; number++) {
                anna.send(number, (byte) 0, (byte) 1, (byte) 1);
                ben.send(number, (byte) 3, (byte) 9);
            }
            udp.send(new byte[7]);
            assertThat(anna.answer(100)).isEqualTo(new Answer(100, 300, 0));
            assertThat(ben.answer(100)).isEqualTo(new Answer(100, 100, 0));
            anna.send(100, (byte) 2);
            assertThat(anna.answer()).isEqualTo(new Answer(100, 300, 0));
            Waiting.until("the datagram", () -> server.count("total") == 407);
            assertThat(server.counts())
                    .containsEntry("buttons", Map.of("0", 107L, "1", 200L, "3", 100L))
                    .containsEntry("rejected", 100L)
                    .containsEntry(
                            "crowd",
                            Map.of("connections", 2L, "votes", 400L, "limited", 0L, "messages", 200L, "refused", 0L));
            assertThat(server.get("/metrics").body())
                    .contains("junretsu_votes_source_total{source=\"udp\"} 7\n")
                    .contains("junretsu_votes_source_total{source=\"crowd\"} 400\n");
            assertThat(server.terminate()).isZero();
            assertThat(anna.end()).startsWith("1001");
            assertThat(server.stderr() + server.stdout())
                    .containsPattern("sources +407 votes += 7 by UDP [+] 400 by the crowd, in 200 messages");
        }
    }

    @Test
    void aClientThatComesBackGoesOnWhereItWas() {
        try (JunretsuProcess server = serve()) {
            try (VoteSocket anna = VoteSocket.open(server, ANNA)) {
                anna.send(1, (byte) 5);
                anna.send(2, (byte) 5, (byte) 5);
                assertThat(anna.answer(2)).isEqualTo(new Answer(2, 3, 0));
            }
            try (VoteSocket anna = VoteSocket.open(server, ANNA)) {
                assertThat(anna.answer()).isEqualTo(new Answer(2, 3, 0));
                anna.send(2, (byte) 5, (byte) 5);
                anna.send(3, (byte) 6);
                assertThat(anna.answer(3)).isEqualTo(new Answer(3, 4, 0));
                assertThat(post(server, ANNA, VoteSocket.message(3, (byte) 6)).body())
                        .isEqualTo("{\"acknowledged\":3,\"counted\":4,\"limited\":0}");
                assertThat(post(server, ANNA, VoteSocket.message(4, (byte) 6)).body())
                        .isEqualTo("{\"acknowledged\":4,\"counted\":5,\"limited\":0}");
                try (VoteSocket again = VoteSocket.open(server, ANNA)) {
                    assertThat(again.answer().acknowledged()).isEqualTo(4);
                    assertThat(anna.end()).startsWith("4001");
                }
            }
            assertThat(server.count("total")).isEqualTo(5);
        }
    }

    @Test
    void aBrowserHearsTheTotalOnlyWhileResultsAreLive() {
        try (JunretsuProcess server = serve("--admin-token", "open-sesame");
                VoteSocket anna = VoteSocket.open(server, ANNA)) {
            anna.send(1, (byte) 0, (byte) 0);
            Waiting.until("the total", () -> anna.text().equals("{\"stage\":1,\"total\":2}"));
            server.post("/api/stage", "open-sesame", "{\"result\":\"hidden\"}");
            Waiting.until("the next stage", () -> anna.text().equals("{\"stage\":2}"));
            anna.send(2, (byte) 0);
            server.post("/api/stage", "open-sesame", "{\"result\":\"live\"}");
            assertThat(anna.text()).as("nothing in between").isEqualTo("{\"stage\":3}");
            assertThat(anna.text()).isEqualTo("{\"stage\":3,\"total\":3}");
        }
    }

    @Test
    void aBrowserThatConnectsIsToldTheStage() {
        try (JunretsuProcess server = serve("--admin-token", "open-sesame")) {
            try (VoteSocket anna = VoteSocket.open(server, ANNA)) {
                assertThat(anna.text()).startsWith("{\"stage\":1");
                server.post("/api/stage", "open-sesame", "{\"voting\":\"closed\"}");
                Waiting.until("the next", () -> anna.text().startsWith("{\"stage\":2"));
            }
            try (VoteSocket ben = VoteSocket.open(server, BEN)) {
                assertThat(ben.text()).startsWith("{\"stage\":2");
            }
        }
    }

    @Test
    void votesOverTheRateAreLimitedAndTold() {
        try (JunretsuProcess server = serve("--crowd-rate", "1/s");
                VoteSocket anna = VoteSocket.open(server, ANNA)) {
            anna.send(1, new byte[100]);
            Answer first = anna.answer();
            assertThat(first.counted()).isBetween(10L, 12L);
            assertThat(first.counted() + first.limited()).isEqualTo(100);
            anna.send(2, new byte[100]);
            Answer second = anna.answer(2);
            assertThat(second.counted() + second.limited()).isEqualTo(200);
            assertThat(server.count("total")).isEqualTo(second.counted());
            assertThat(server.metric("junretsu_votes_crowd_limited_total")).isEqualTo(second.limited());
        }
    }

    @Test
    void aVoteIsCountedOnceThoughTheServerIsKilledAndItIsSentAgain() {
        long seed = Seed.draw();
        System.out.println("CrowdIT: " + Seed.flag(seed));
        Random random = new Random(seed);
        long sent = 0;
        long acknowledged = 0;
        for (int run = 0; run < 4; run++) {
            try (JunretsuProcess server = serve("--crowd-rate", "10000/s")) {
                assertThat(server.count("total")).isBetween(run == 0 ? 0 : acknowledged * 2, sent * 2);
                try (VoteSocket anna = VoteSocket.open(server, ANNA)) {
                    for (long number = acknowledged + 1; number <= sent; number++) {
                        anna.send(number, (byte) 1, (byte) 2);
                    }
                    if (sent > 0) {
                        assertThat(anna.answer(sent).acknowledged()).isEqualTo(sent);
                    }
                    assertThat(server.count("total")).as("run %d", run).isEqualTo(sent * 2);
                    Thread killer = killer(server, 20 + random.nextInt(200));
                    while (anna.send(sent + 1, (byte) 1, (byte) 2) && server.isAlive() && sent - acknowledged < 900) {
                        sent++;
                        Answer newest = anna.newest();
                        acknowledged = newest == null ? acknowledged : newest.acknowledged();
                    }
                    sent++;
                    join(killer);
                    Answer newest = anna.newest();
                    acknowledged = newest == null ? acknowledged : newest.acknowledged();
                }
            }
        }
        assertThat(sent).isGreaterThan(100);
    }

    @Test
    void aClientThatDoesNotSpeakTheWireIsClosedWithTheReason() {
        try (JunretsuProcess server = serve()) {
            assertThat(endAfter(server, 1, socket -> socket.sendText("vote"))).startsWith("1003");
            assertThat(endAfter(server, 2, socket -> socket.send(VoteSocket.message(1, (byte) 1), false)))
                    .startsWith("1008 send each message in one frame");
            assertThat(endAfter(server, 3, socket -> socket.send(new byte[100_000], true)))
                    .startsWith("1009");
            assertThat(endAfter(server, 4, socket -> socket.send(new byte[7], true)))
                    .startsWith("1008 a message is 8 bytes");
            assertThat(endAfter(server, 5, socket -> socket.send(0, (byte) 1))).startsWith("1008 a message's number");
            assertThat(endAfter(server, 6, socket -> {
                        socket.send(5, (byte) 1);
                        socket.send(5_000, (byte) 1);
                    }))
                    .startsWith("1008 a message's number");
            assertThat(server.metric("junretsu_votes_source_total{source=\"crowd\"}"))
                    .isEqualTo(1);
            for (String reason : new String[] {"text", "fragment", "too_large", "message", "number"}) {
                assertThat(server.get("/metrics").body())
                        .contains("junretsu_votes_crowd_refused_total{reason=\"" + reason + "\"}");
            }
            server.requireQuiet();
        }
    }

    @Test
    void aMillionMessagesOfOneClientDelayNobodyElse() {
        try (JunretsuProcess server = serve();
                VoteSocket flood = VoteSocket.open(server, ANNA);
                VoteSocket ben = VoteSocket.open(server, BEN)) {
            Thread flooding = new Thread(() -> {
                for (int number = 1; number <= 1_000_000 && flood.send(number, (byte) 1); number++) {
                    continue;
                }
            });
            flooding.setDaemon(true);
            flooding.start();
            for (int number = 1; number <= 10; number++) {
                ben.send(number, (byte) 2);
                assertThat(ben.answer(number).counted()).isEqualTo(number);
            }
            Waiting.sleep(2_000);
            assertThat((Long) crowd(server).get("messages")).isLessThan(2_000);
            flood.close();
        }
    }

    @Test
    void whatIsNoHandshakeOfThisServersPagesIsRefused() throws Exception {
        try (JunretsuProcess server = serve("--crowd", "2")) {
            assertThat(server.get("/ws/vote?client=" + ANNA).statusCode()).isEqualTo(426);
            assertThatThrownBy(() -> VoteSocket.open(server, "anna")).hasMessageContaining("WebSocketHandshake");
            assertThat(post(server, "anna", VoteSocket.message(1, (byte) 1)).statusCode())
                    .isEqualTo(400);
            assertThat(post(server, ANNA, new byte[3]).statusCode()).isEqualTo(400);
            assertThat(post(server, ANNA, new byte[100_000]).statusCode()).isEqualTo(413);
            URI url = URI.create(server.http());
            try (Socket foreign = handshake(url, "http://evil.example");
                    Socket own = handshake(url, server.http())) {
                assertThat(status(foreign)).isEqualTo(403);
                assertThat(status(own)).isEqualTo(101);
                Waiting.until("it", () -> crowd(server).get("connections").equals(1L));
            }
            Waiting.until("its end", () -> crowd(server).get("connections").equals(0L));
            try (VoteSocket one = VoteSocket.open(server, ANNA);
                    VoteSocket two = VoteSocket.open(server, BEN)) {
                assertThatThrownBy(() -> VoteSocket.open(server, VoteSocket.client(3)))
                        .hasMessageContaining("WebSocketHandshake");
                one.close();
                Waiting.until("a place", () -> (Long) crowd(server).get("connections") == 1);
                VoteSocket.open(server, VoteSocket.client(3)).close();
                two.send(1, (byte) 1);
                assertThat(two.answer().counted()).isEqualTo(1);
            }
        }
    }

    @Test
    void votesOfBrowsersAreOffWhereOthersCanReachTheServerUnlessTheyAreAskedFor() throws Exception {
        try (JunretsuProcess server = serve("--http", "0.0.0.0:0")) {
            assertThat(handshakeAt(server)).isEqualTo(404);
        }
        try (JunretsuProcess server = serve("--crowd", "off")) {
            assertThat(server.get("/ws/vote?client=" + ANNA).statusCode()).isEqualTo(404);
        }
        try (JunretsuProcess server = serve("--http", "0.0.0.0:0", "--crowd", "10")) {
            assertThat(handshakeAt(server)).isEqualTo(101);
        }
    }

    private static int handshakeAt(JunretsuProcess server) throws Exception {
        URI url = URI.create(server.http().replace("*", "127.0.0.1"));
        try (Socket socket = handshake(url, url.toString())) {
            return status(socket);
        }
    }

    private JunretsuProcess serve(String... flags) {
        return JunretsuProcess.serve(Setup.oldest(), data, flags);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> crowd(JunretsuProcess server) {
        return (Map<String, Object>) server.counts().get("crowd");
    }

    private static String endAfter(JunretsuProcess server, long client, Consumer<VoteSocket> messages) {
        try (VoteSocket socket = VoteSocket.open(server, VoteSocket.client(client))) {
            messages.accept(socket);
            return socket.end();
        }
    }

    private static HttpResponse<String> post(JunretsuProcess server, String client, byte[] message) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.http() + "/vote?client=" + client))
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Socket handshake(URI server, String origin) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.getPort());
        String request = "GET /ws/vote?client=" + ANNA + " HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nOrigin: " + origin + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int status(Socket socket) throws IOException {
        String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        return Integer.parseInt(line.substring(9, 12));
    }

    private static Thread killer(JunretsuProcess server, long afterMs) {
        Thread killer = new Thread(() -> {
            Waiting.sleep(afterMs);
            server.kill();
        });
        killer.start();
        return killer;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
