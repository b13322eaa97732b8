package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies of 10 MB, which are parsed while they come: whole or not at all, in little memory. */
class ItemsLargeBodiesIT {
    private static final int ITEMS = 140_000;
    private static final int FEWER = 20_000;

    /** So that a body held whole would cost more than its fingerprints. */
    private static final String MORE = ",\"pad\":\"" + "x".repeat(400) + "\"}";

    @TempDir
    Path data;

    private JunretsuProcess serve(String heap, String ids) {
        JunretsuProcess server = JunretsuProcess.startItems(
                List.of("env", "JDK_JAVA_OPTIONS=-Xmx" + heap), Setup.oldest(), data, "--ids", ids);
        server.awaitReady();
        return server;
    }

    @Test
    void areTakenAsOneWhetherAsArrayOrAsLines() {
        try (JunretsuProcess server = serve("256m", "keep")) {
            assertThat(server.post("/items", null, array(body(0, ITEMS))).body())
                    .isEqualTo("{\"accepted\":" + ITEMS + ",\"new\":" + ITEMS + "}");
            assertThat(postLines(server, String.join("\n", body(ITEMS - 5, 2 * ITEMS - 5))))
                    .contains("{\"accepted\":" + ITEMS + ",\"new\":" + (ITEMS - 5) + "}");
            assertThat(server.post("/items/s", null, "an id that is äöü\r\n".repeat(ITEMS))
                            .body())
                    .isEqualTo("{\"accepted\":" + ITEMS + ",\"new\":1}");
            assertThat(server.get("/items/t/%C3%A4%20item%20139999%20%22").statusCode())
                    .isEqualTo(200);
            assertThat(server.get("/api/items/t/export").body().lines().distinct())
                    .hasSize(2 * ITEMS - 5);
        }
        try (JunretsuProcess server = serve("256m", "keep")) {
            assertThat(server.get("/items/t/count").body()).isEqualTo("{\"count\":" + (2 * ITEMS - 5) + "}");
        }
    }

    @Test
    void areRejectedWithThePlaceOfWhatIsBadAndNothingOfThemIsKept() {
        try (JunretsuProcess server = serve("256m", "keep")) {
            List<String> items = body(0, ITEMS);
            items.set(ITEMS - 3, "{\"id\":7,\"tenant\":\"t\"}");
            String bad = array(items);
            assertThat(server.post("/items", null, bad).body())
                    .contains("item " + (ITEMS - 3) + ": the id is no string; nothing of this body was taken");
            String torn = bad.replace("\"id\":7", "\"id\" 7");
            int place = torn.substring(0, torn.indexOf("\"id\" 7") + 5).getBytes(StandardCharsets.UTF_8).length;
            assertThat(server.post("/items", null, torn).body())
                    .contains("at byte " + place + ": a colon was expected");
            assertThat(server.count("items")).isZero();
            assertThat(server.post("/items?skip-bad=1", null, bad).body())
                    .isEqualTo("{\"accepted\":" + (ITEMS - 1) + ",\"new\":" + (ITEMS - 1) + ",\"skipped\":1}");
        }
    }

    @Test
    void thatComeSlowlyOrNotWholeAreHeldInLittleMemory() throws Exception {
        long seed = Seed.draw();
        int clients = 12;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try (JunretsuProcess server = serve("80m", "drop")) {
            byte[] body = array(body(0, FEWER)).replace("}", MORE).getBytes(StandardCharsets.UTF_8);
            List<Future<String>> answers = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                Random random = new Random(seed + client);
                int sent = client % 3 == 0 ? random.nextInt(body.length) : body.length;
                answers.add(threads.submit(() -> send(server, body, sent, random)));
            }
            for (int client = 0; client < clients; client++) {
                assertThat(answers.get(client).get())
                        .as("seed %d", seed)
                        .startsWith(client % 3 == 0 ? "" : "HTTP/1.1 200 ");
            }
            assertThat(server.count("accepted")).isEqualTo(clients * 2 / 3 * (FEWER));
            assertThat(server.count("items")).isEqualTo(FEWER);
            server.requireQuiet();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Sends a body in pieces of random length; one that is not whole is broken off without an answer. */
    private static String send(JunretsuProcess server, byte[] body, int length, Random random) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", URI.create(server.http()).getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /items HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int sent = 0; sent < length; ) {
                int next = Math.min(length - sent, 1 + random.nextInt(200_000));
                out.write(body, sent, next);
                sent += next;
            }
            return length < body.length
                    ? ""
                    : new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
        }
    }

    private static String postLines(JunretsuProcess server, String lines) {
        try (Socket socket = new Socket("127.0.0.1", URI.create(server.http()).getPort())) {
            byte[] body = lines.getBytes(StandardCharsets.UTF_8);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /items HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                            + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String array(List<String> items) {
        return "[" + String.join(",\n", items) + "]";
    }

    private static List<String> body(int from, int to) {
        List<String> items = new ArrayList<>();
        for (int i = from; i < to; i++) {
            items.add("{\"id\":\"\\u00e4 item " + i + " \\\"\",\"tenant\":\"t\",\"more\":\"über den Rand hinaus\"}");
        }
        return items;
    }
}
