package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import junretsu.testing.BadBodies;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.Soak;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send too much, too little, for ever, or nonsense: others are served, and memory stays as it is. */
class ItemsHttpFaultsIT {
    private static final int MIB = 1 << 20;
    private static final String ONE = "[{\"id\":\"a\",\"tenant\":\"t\"}]";

    @TempDir
    Path data;

    private final HttpClient http = HttpClient.newHttpClient();

    /** A heap so small that what is kept in it by mistake is noticed. */
    private JunretsuProcess serve(String heap) {
        JunretsuProcess server =
                JunretsuProcess.startItems(List.of("env", "JDK_JAVA_OPTIONS=-Xmx" + heap), Setup.oldest(), data);
        server.awaitReady();
        assertThat(server.post("/items", null, ONE).statusCode()).isEqualTo(200);
        return server;
    }

    @Test
    void aBodyOfAGigabyteIsRejectedBeforeItIsReadAlsoWhenItsLengthIsNotSaid() throws Exception {
        try (JunretsuProcess server = serve("128m")) {
            long before = server.residentKib();
            try (Socket socket = connect(server)) {
                send(socket, "POST /items HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\n[");
                assertThat(answer(socket)).startsWith("HTTP/1.1 413 ");
            }
            for (int i = 0; i < Soak.rounds(4, 40); i++) {
                try (Socket socket = connect(server)) {
                    send(socket, "POST /items HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
                    assertThat(chunksUntilTheAnswer(socket)).isLessThan(64);
                }
            }
            assertThat(server.post("/items", null, ONE).body()).isEqualTo("{\"accepted\":1,\"new\":0}");
            assertThat(server.residentKib()).isLessThan(before + 160 * 1_024);
            assertThat(server.count("items")).isEqualTo(1);
        }
    }

    /** Sends chunks of a MiB until there is an answer, which must be 413. Returns how many it sent. */
    private static int chunksUntilTheAnswer(Socket socket) throws IOException {
        byte[] chunk = ("100000\r\n" + " ".repeat(MIB) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int sent = 0; sent < 1_024; sent++) {
            try {
                socket.getOutputStream().write(chunk);
            } catch (IOException e) {
                return sent;
            }
            if (socket.getInputStream().available() > 0) {
                assertThat(answer(socket)).startsWith("HTTP/1.1 413 ");
                return sent;
            }
        }
        throw new AssertionError("a GiB was read without an answer");
    }

    @Test
    void tenThousandConnectionsThatSendNothingOrHalfARequestHoldNobodyUpAndAreCutOff() throws Exception {
        List<SocketChannel> idle = new ArrayList<>();
        ExecutorService trickler = Executors.newSingleThreadExecutor();
        try (JunretsuProcess server = serve("1g")) {
            InetSocketAddress address =
                    new InetSocketAddress("127.0.0.1", URI.create(server.http()).getPort());
            String[] halves = {
                "", "POST /ite", "POST /items HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n[{\"id\""
            };
            Socket trickling = connect(server);
            Future<Long> cut = trickler.submit(() -> trickle(trickling));
            for (int i = 0; i < 10_000; i++) {
                SocketChannel client = SocketChannel.open(address);
                idle.add(client);
                client.write(ByteBuffer.wrap(halves[i % halves.length].getBytes(StandardCharsets.US_ASCII)));
                if (i % 500 == 499) {
                    assertThat(server.post("/items", null, ONE).statusCode()).isEqualTo(200);
                    assertThat(server.get("/items/t/count").body()).isEqualTo("{\"count\":1}");
                }
            }
            assertThat(server.post("/items", null, ONE).statusCode()).isEqualTo(200);
            SocketChannel last = idle.get(idle.size() - 1);
            last.socket().setSoTimeout(60_000);
            assertThat(last.socket().getInputStream().read()).isNegative();
            assertThat(cut.get()).as("ms that a body without an end was read").isBetween(5_000L, 30_000L);
            trickling.close();
            assertThat(server.get("/items/t/count").body()).isEqualTo("{\"count\":1}");
            server.requireQuiet();
        } finally {
            trickler.shutdownNow();
            for (SocketChannel each : idle) {
                each.close();
            }
        }
    }

    /** Adds a byte to a body twice a second, until the server cuts it off. Returns how many ms it took. */
    private static long trickle(Socket socket) throws IOException {
        send(socket, "POST /items HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
        long begin = System.nanoTime();
        try {
            while (socket.getInputStream().available() == 0 && System.nanoTime() - begin < 40_000_000_000L) {
                send(socket, "1\r\n[\r\n");
                Waiting.sleep(500);
            }
        } catch (IOException e) {
            // The server has closed it.
        }
        return (System.nanoTime() - begin) / 1_000_000;
    }

    @Test
    void eachOfManyBadBodiesIsRejectedWithItsPlaceAndNothingOfItIsKept() throws Exception {
        long seed = Seed.draw();
        int bodies = Soak.rounds(20_000, 1_000_000);
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try (JunretsuProcess server = serve("96m")) {
            List<Future<?>> ends = new ArrayList<>();
            for (int client = 0; client < 4; client++) {
                Random random = new Random(seed + client);
                ends.add(clients.submit(() -> {
                    for (int i = 0; i < bodies / 4; i++) {
                        requireRejected(server, BadBodies.next(random), seed);
                    }
                    return null;
                }));
            }
            Waiting.until(
                    "a part",
                    600_000,
                    () -> server.count("rejected_requests") > bodies / 4
                            || ends.stream().anyMatch(Future::isDone));
            long before = server.residentKib();
            for (Future<?> end : ends) {
                end.get();
            }
            assertThat(server.residentKib()).isLessThan(before + 96 * 1_024);
            assertThat(server.count("rejected_requests")).isEqualTo(bodies);
            assertThat(server.count("items")).isEqualTo(1);
            assertThat(server.requireQuiet().terminate()).isZero();
        } finally {
            clients.shutdownNow();
        }
    }

    private void requireRejected(JunretsuProcess server, byte[] body, long seed) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.http() + "/items"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        String text = new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as("seed %d: %s", seed, text).isEqualTo(400);
        assertThat(answer.body()).as("seed %d: %s", seed, text).containsPattern("at byte \\d+|item \\d+: ");
    }

    private static Socket connect(JunretsuProcess server) throws IOException {
        Socket socket = new Socket("127.0.0.1", URI.create(server.http()).getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(Socket socket) throws IOException {
        byte[] head = new byte[15];
        int length = socket.getInputStream().readNBytes(head, 0, head.length);
        return new String(head, 0, length, StandardCharsets.US_ASCII);
    }
}
