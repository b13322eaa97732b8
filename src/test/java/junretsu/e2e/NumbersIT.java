package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import junretsu.base.JsonReader;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers over TCP, as any client of the well-known task sends them. */
class NumbersIT {
    @TempDir
    Path directory;

    private Path log;

    @BeforeEach
    void name() {
        log = directory.resolve("numbers.log");
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void countsEachNumberOnceReportsAndEndsAtTheWord(Setup setup) throws Exception {
        try (JunretsuProcess server = serve(setup)) {
            try (Client a = new Client(server);
                    Client b = new Client(server)) {
                a.send("314159265\n007007009\n314159265\n");
                Waiting.until("a's numbers", 5_000, () -> count(server, "received") == 3);
                b.send("007007009\n000000000\n");
                Waiting.until("b's numbers", 5_000, () -> count(server, "received") == 5);
                assertThat(Files.readString(log)).isEqualTo("314159265\n007007009\n000000000\n");
                a.send("terminate\n");
                assertThat(server.exitCode()).isZero();
                assertThat(b.isClosed()).isTrue();
            }
            assertThat(server.stdout()).contains("Received 3 unique numbers, 2 duplicates. Unique total: 3\n");
            server.requireQuiet();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678\n",
                "1234567890\n",
                "+12345678\n",
                "\n",
                "abcdefghi\n",
                "123456789\r\n",
                "terminated\n",
                "12345678" + "\u0661\n"
            })
    void aBadLineClosesItsClientAndWhatCameBeforeCounts(String bad) throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest());
                Client good = new Client(server);
                Client client = new Client(server)) {
            client.send("000000001\n" + bad + "000000002\n");
            assertThat(client.isClosed()).isTrue();
            good.send("000000003\n");
            Waiting.until("both numbers", 5_000, () -> count(server, "received") == 2);
            assertThat(count(server, "rejected")).isEqualTo(1);
            assertThat(Files.readAllLines(log)).containsExactlyInAnyOrder("000000001", "000000003");
        }
    }

    @Test
    void linesMayComeOneByteAtATimeAndTheLastMustEnd() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest())) {
            try (Client client = new Client(server)) {
                for (char c : "000000001\n123456789\n00000000".toCharArray()) {
                    client.send("" + c);
                }
                Waiting.until("two numbers", 5_000, () -> count(server, "received") == 2);
            }
            Waiting.until("the client's end", 5_000, () -> count(server, "unfinished") == 1);
            try (Client client = new Client(server)) {
                for (char c : "terminate\n".toCharArray()) {
                    client.send("" + c);
                }
                assertThat(server.exitCode()).isZero();
            }
        }
        assertThat(Files.readString(log)).isEqualTo("000000001\n123456789\n");
    }

    @Test
    void turnsTheSixthClientAwayUntilAPlaceIsFree() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest())) {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(new Client(server));
                clients.get(i).send(String.format("%09d\n", i));
            }
            Waiting.until("five numbers", 5_000, () -> count(server, "received") == 5);
            for (int i = 0; i < 20; i++) {
                try (Client sixth = new Client(server)) {
                    assertThat(sixth.isClosed()).isTrue();
                }
            }
            assertThat(count(server, "refused")).isEqualTo(20);
            clients.get(0).close();
            Waiting.until("a free place", 5_000, () -> count(server, "connections") == 4);
            clients.set(0, new Client(server));
            clients.get(0).send("000000006\n");
            Waiting.until("its number", 5_000, () -> count(server, "received") == 6);
            for (Client client : clients) {
                client.close();
            }
        }
    }

    @Test
    void letsTheSixthClientWaitWhenToldTo() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest(), "--connections", "1", "--over-limit", "wait")) {
            try (Client first = new Client(server);
                    Client second = new Client(server)) {
                first.send("000000001\n");
                second.send("000000002\n");
                Waiting.until("the first's", 5_000, () -> count(server, "received") == 1);
                Waiting.sleep(200);
                assertThat(count(server, "received")).isEqualTo(1);
                first.close();
                Waiting.until("the second's", 5_000, () -> count(server, "received") == 2);
                assertThat(count(server, "refused")).isZero();
            }
        }
    }

    @Test
    void cutsAFloodWithoutALineOffAtTheTenthByte() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest());
                Client client = new Client(server)) {
            client.send("1".repeat(100_000));
            assertThat(client.isClosed()).isTrue();
            assertThat(count(server, "rejected")).isEqualTo(1);
        }
    }

    @Test
    void takesCrLfAndKeepsTheWordsPowerBackWhenToldTo() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest(), "--crlf", "--no-terminate");
                Client client = new Client(server)) {
            client.send("000000001\r\n000000002\n000000003\r\nterminate\r\n");
            assertThat(client.isClosed()).isTrue();
            assertThat(count(server, "received")).isEqualTo(3);
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void closesASilentClientAfterItsTime() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest(), "--idle", "500ms");
                Client client = new Client(server)) {
            client.send("000000001\n");
            assertThat(client.isClosed()).isTrue();
            assertThat(count(server, "received")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void blastProvesTheCountsAndTheLog(Setup setup) throws Exception {
        try (JunretsuProcess server = serve(setup)) {
            try (JunretsuProcess blast = JunretsuProcess.start(
                    setup,
                    "blast",
                    "numbers",
                    "--target",
                    "127.0.0.1:" + server.tcpPort(),
                    "--count",
                    "2m",
                    "--unique",
                    "50%",
                    "--bad",
                    "7",
                    "--verify",
                    server.http(),
                    "--log",
                    log.toString(),
                    "--terminate",
                    "--json")) {
                assertThat(blast.exitCode()).as(blast.stderr()).isZero();
                Map<String, Object> report = JsonReader.readObject(blast.stdout());
                assertThat(report)
                        .containsEntry("sent", 2_000_000L)
                        .containsEntry("unique", 1_000_000L)
                        .containsEntry("bad", 7L);
                assertThat((Map<?, ?>) report.get("verify"))
                        .isEqualTo(Map.of(
                                "received",
                                2_000_000L,
                                "unique",
                                1_000_000L,
                                "duplicates",
                                1_000_000L,
                                "rejected",
                                7L,
                                "equal",
                                true));
            }
            assertThat(server.exitCode()).isZero();
            assertThat(reported(server)).isEqualTo(1_000_000);
            List<String> lines = Files.readAllLines(log);
            assertThat(lines.size()).isEqualTo(1_000_000);
            assertThat(new HashSet<>(lines).size()).isEqualTo(1_000_000);
        }
    }

    @Test
    void goesOnExactlyAfterAKill() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<String> sent = new HashSet<>();
        for (int run = 0; run < 4; run++) {
            try (JunretsuProcess server = serve(Setup.newest(), "--resume")) {
                assertThat(count(server, "unique_total")).isEqualTo(lines(log));
                Thread killer = new Thread(() -> {
                    Waiting.sleep(100 + random.nextInt(400));
                    server.kill();
                });
                killer.start();
                flood(server, random, sent);
                killer.join();
            }
            List<String> lines = wholeLines(log);
            assertThat(new HashSet<>(lines).size()).as("seed %d", seed).isEqualTo(lines.size());
            assertThat(sent.containsAll(lines)).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void aLogThatTakesNoMoreEndsTheServerWithWholeLines() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.start(
                List.of("sh", "-c", "ulimit -f 100; exec \"$@\"", "sh"),
                Setup.oldest(),
                Map.of(),
                "serve",
                "numbers",
                "--port",
                "0",
                "--http",
                "127.0.0.1:0",
                "--log",
                log.toString())) {
            server.awaitReady();
            try (Client client = new Client(server)) {
                for (int i = 0; i < 20_000 && server.isAlive(); i += 1_000) {
                    StringBuilder lines = new StringBuilder();
                    for (int k = 0; k < 1_000; k++) {
                        lines.append(String.format("%09d\n", i + k));
                    }
                    client.trySend(lines.toString());
                }
                assertThat(server.exitCode()).isEqualTo(1);
            }
            assertThat(server.stderr()).contains("cannot write the log " + log);
            List<String> lines = wholeLines(log);
            assertThat(reported(server)).isEqualTo(lines.size());
            assertThat(lines.size()).isGreaterThan(1_000);
        }
    }

    @Test
    void aDiskThatFailsEndsTheServerWithWholeLines() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "needs strace");
        Files.createFile(log);
        String trace = directory.resolve("trace").toString();
        try (JunretsuProcess server = JunretsuProcess.start(
                List.of(
                        "strace",
                        "-f",
                        "-qq",
                        "-o",
                        trace,
                        "-P",
                        log.toString(),
                        "-e",
                        "inject=pwrite64:error=EIO:when=20+"),
                Setup.oldest(),
                Map.of(),
                "serve",
                "numbers",
                "--port",
                "0",
                "--http",
                "127.0.0.1:0",
                "--log",
                log.toString())) {
            server.awaitReady();
            flood(server, new Random(1), new HashSet<>());
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr()).contains("cannot write the log " + log).contains("Input/output error");
            assertThat(reported(server)).isEqualTo(wholeLines(log).size()).isPositive();
        }
    }

    @Test
    void saysInASentenceWhatItCannotHave() {
        try (JunretsuProcess server = serve(Setup.oldest());
                JunretsuProcess second = JunretsuProcess.start(
                        Setup.oldest(),
                        "serve",
                        "numbers",
                        "--port",
                        "" + server.tcpPort(),
                        "--http",
                        "off",
                        "--log",
                        log.toString());
                JunretsuProcess third = JunretsuProcess.start(
                        Setup.oldest(),
                        "serve",
                        "numbers",
                        "--port",
                        "0",
                        "--http",
                        "off",
                        "--log",
                        "/no/where/numbers.log")) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.stderr()).contains("cannot listen at --port").doesNotContain("\tat ");
            assertThat(third.exitCode()).isEqualTo(1);
            assertThat(third.stderr())
                    .contains("cannot write the log /no/where/numbers.log")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void writesAFlightRecordingOfTheRun() throws Exception {
        Path recording = directory.resolve("run.jfr");
        try (JunretsuProcess server = serve(Setup.newest(), "--profile", recording.toString());
                Client client = new Client(server)) {
            client.send("000000001\nterminate\n");
            assertThat(server.exitCode()).isZero();
        }
        assertThat(Files.size(recording)).isGreaterThan(10_000);
    }

    private JunretsuProcess serve(Setup setup, String... flags) {
        List<String> words = new ArrayList<>(
                List.of("serve", "numbers", "--port", "0", "--http", "127.0.0.1:0", "--log", log.toString()));
        words.addAll(List.of(flags));
        JunretsuProcess server = JunretsuProcess.start(setup, words.toArray(String[]::new));
        server.awaitReady();
        return server;
    }

    private static void flood(JunretsuProcess server, Random random, Set<String> sent) throws IOException {
        try (Client client = new Client(server)) {
            boolean isOpen = true;
            while (isOpen) {
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < 500; i++) {
                    String line = String.format("%09d", random.nextInt(1_000_000_000));
                    sent.add(line);
                    lines.append(line).append('\n');
                }
                isOpen = client.trySend(lines.toString());
            }
        }
    }

    private static long count(JunretsuProcess server, String field) {
        return server.count(field);
    }

    /** The last report's total. */
    private static long reported(JunretsuProcess server) {
        String out = server.stdout();
        String total = out.substring(out.lastIndexOf("Unique total: ") + "Unique total: ".length());
        return Long.parseLong(total.substring(0, total.indexOf('\n')));
    }

    private static long lines(Path log) throws IOException {
        return Files.size(log) / 10;
    }

    private static List<String> wholeLines(Path log) throws IOException {
        String text = Files.readString(log);
        assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
        List<String> lines = text.lines().toList();
        assertThat(lines.stream().allMatch(line -> line.length() == 9)).isTrue();
        return lines;
    }

    /** A plain socket. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;

        Client(JunretsuProcess server) throws IOException {
            socket = new Socket("127.0.0.1", server.tcpPort());
            socket.setSoTimeout(10_000);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        boolean trySend(String text) {
            try {
                send(text);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        /** Waits for the server's end; anything that it says would be a fault. */
        boolean isClosed() throws IOException {
            try {
                return socket.getInputStream().read() < 0;
            } catch (java.net.SocketTimeoutException e) {
                return false;
            } catch (java.net.SocketException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
