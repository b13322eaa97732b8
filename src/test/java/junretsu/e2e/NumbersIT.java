package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.NumberClient;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
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
    void countsEachNumberOnceReportsAndEndsAtTerminate(Setup setup) throws Exception {
        try (JunretsuProcess server = serve(setup)) {
            try (NumberClient a = new NumberClient(server);
                    NumberClient b = new NumberClient(server)) {
                a.send("314159265\n007007009\n314159265\n");
                Waiting.until("a's numbers", () -> server.count("received") == 3);
                b.send("007007009\n000000000\n");
                Waiting.until("b's numbers", () -> server.count("received") == 5);
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
                "\u0000\u0001\u007f\n",
                "abcdefghi\n",
                "123456789\r\n",
                "terminated\n",
                "12345678" + "\u0661\n"
            })
    void aBadLineClosesItsClientAndWhatCameBeforeCounts(String bad) throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest());
                NumberClient good = new NumberClient(server);
                NumberClient client = new NumberClient(server)) {
            client.send("000000001\n" + bad + "000000002\n");
            assertThat(client.isClosed()).isTrue();
            good.send("000000003\n");
            Waiting.until("both numbers", () -> server.count("received") == 2);
            assertThat(server.count("rejected")).isEqualTo(1);
            assertThat(Files.readAllLines(log)).containsExactlyInAnyOrder("000000001", "000000003");
        }
    }

    @Test
    void linesMayComeOneByteAtATimeAndTheLastMustEnd() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest())) {
            try (NumberClient client = new NumberClient(server)) {
                for (char c : "000000001\n123456789\n00000000".toCharArray()) {
                    client.send("" + c);
                }
                Waiting.until("two numbers", () -> server.count("received") == 2);
            }
            Waiting.until("the client's end", () -> server.count("unfinished") == 1);
            try (NumberClient client = new NumberClient(server)) {
                for (char c : "terminate\n".toCharArray()) {
                    client.send("" + c);
                }
                assertThat(server.exitCode()).isZero();
            }
        }
        assertThat(Files.readString(log)).isEqualTo("000000001\n123456789\n");
    }

    @Test
    void refusesTheSixthClientUntilAPlaceIsFree() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest())) {
            List<NumberClient> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(new NumberClient(server));
                clients.get(i).send(String.format("%09d\n", i));
            }
            Waiting.until("five numbers", () -> server.count("received") == 5);
            for (int i = 0; i < 4; i++) {
                try (NumberClient sixth = new NumberClient(server)) {
                    assertThat(sixth.isClosed()).isTrue();
                }
            }
            assertThat(server.count("refused")).isEqualTo(4);
            clients.get(0).close();
            Waiting.until("a free place", () -> server.count("connections") == 4);
            clients.set(0, new NumberClient(server));
            clients.get(0).send("000000006\n");
            Waiting.until("its number", () -> server.count("received") == 6);
            for (NumberClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aClientThatLeavesAndComesBackLosesNoLine() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest())) {
            for (int i = 0; i < 1_000; i++) {
                try (NumberClient client = new NumberClient(server)) {
                    client.send(String.format("%09d\n", i));
                }
            }
            Waiting.until("all numbers", () -> server.count("received") == 1_000);
            assertThat(server.count("refused")).isZero();
        }
    }

    @Test
    void letsTheSixthClientWaitWhenConfiguredSo() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest(), "--connections", "1", "--over-limit", "wait")) {
            Waiting.sleep(200);
            assertThat(server.count("connections")).isZero();
            try (NumberClient first = new NumberClient(server);
                    NumberClient second = new NumberClient(server)) {
                first.send("000000001\n");
                second.send("000000002\n");
                Waiting.until("the first's", () -> server.count("received") == 1);
                Waiting.sleep(200);
                assertThat(server.count("received")).isEqualTo(1);
                assertThat(server.count("connections")).isEqualTo(1);
                first.close();
                Waiting.until("the second's", () -> server.count("received") == 2);
                second.close();
                Waiting.until("an empty house", () -> server.count("connections") == 0);
                assertThat(server.count("refused")).isZero();
            }
        }
    }

    @Test
    void takesCrLfAndRejectsTerminateWhenConfiguredSo() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest(), "--crlf", "--no-terminate");
                NumberClient client = new NumberClient(server)) {
            client.send("000000001\r\n000000002\n000000003\r\nterminate\r\n");
            assertThat(client.isClosed()).isTrue();
            assertThat(server.count("received")).isEqualTo(3);
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void closesASilentClientAfterItsTime() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest(), "--idle", "500ms");
                NumberClient client = new NumberClient(server)) {
            client.send("000000001\n");
            assertThat(client.isClosed()).isTrue();
            assertThat(server.count("received")).isEqualTo(1);
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
                                "lost",
                                0L,
                                "loss",
                                0.0,
                                "equal",
                                true));
            }
            assertThat(server.exitCode()).isZero();
            assertThat(server.reportedUnique()).isEqualTo(1_000_000);
            List<String> lines = Files.readAllLines(log);
            assertThat(lines.size()).isEqualTo(1_000_000);
            assertThat(new HashSet<>(lines).size()).isEqualTo(1_000_000);
        }
    }

    @Test
    void aLoadGoesThroughAPipeAndEndsWithIt() throws Exception {
        assertThat(shell("$J blast numbers --stdout --count 300k --unique 50% --json 2>" + directory + "/report"
                        + " | $J serve numbers --stdin --http off --log " + log))
                .isZero();
        Map<String, Object> report = JsonReader.readObject(lastLine(directory.resolve("report")));
        assertThat(report).containsEntry("sent", 300_000L).containsEntry("unique", 150_000L);
        assertThat(Files.size(log)).isEqualTo(1_500_000);
        assertThat(new HashSet<>(Files.readAllLines(log)).size()).isEqualTo(150_000);
    }

    @Test
    void aLoadWhoseReaderLeavesSaysSoAndFails() throws Exception {
        assertThat(shell("set -o pipefail; $J blast numbers --stdout --count 10m 2>" + directory + "/report"
                        + " | head -n 3 >/dev/null"))
                .isEqualTo(1);
        assertThat(directory.resolve("report")).content().contains("whoever reads standard output closed it after ");
    }

    private static String lastLine(Path file) throws Exception {
        List<String> lines = Files.readAllLines(file);
        return lines.get(lines.size() - 1);
    }

    /** Runs a line of bash in which $J is the program; returns its exit code. */
    private static int shell(String line) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", line).redirectErrorStream(true);
        builder.environment().put("J", Setup.oldest().command() + " -jar " + System.getProperty("junretsu.jar"));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.start().waitFor();
    }

    private JunretsuProcess serve(Setup setup, String... flags) {
        return JunretsuProcess.serveNumbers(setup, log, flags);
    }
}
