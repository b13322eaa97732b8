package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The log of a server, the way it ends, and what it tells the program that started it. */
class LogIT {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ";
    private static final String TOKEN = "the-correct-secret";
    private static final String DEAD_REDIS = "redis://127.0.0.1:1";

    @TempDir
    Path data;

    @Test
    void aLineHasTimeLevelAndSentence() {
        try (JunretsuProcess server = serve("--milestone", "3=flash", "--admin-token", TOKEN);
                VoteSender sender = VoteSender.to(server)) {
            sender.send((byte) 1, (byte) 1, (byte) 1);
            await("the milestone", () -> server.stderr().contains("milestone 3 of 'live' is passed, at 3"));
            server.post("/api/rounds", "wrong-secret", "{\"name\":\"two\"}");
            assertThat(server.terminate()).isZero();
            assertThat(server.stderr().lines())
                    .allMatch(line -> line.matches(TIME + "(info|notice|warning): .+"))
                    .anyMatch(line -> line.contains(" warning: POST /api/rounds from 127.0.0.1: token refused"));
        }
    }

    @Test
    void aServerAtEveryAddressSaysWhereItCanBeOpenedAndIsNotScoldedForABufferThatItAskedFor() {
        try (JunretsuProcess server = serve("--http", "*:0", "--rcvbuf", "64KiB")) {
            await("the address", () -> server.stderr().contains(" on this machine it is at http://localhost:"));
            assertThat(server.terminate()).isZero();
            assertThat(server.stderr()).doesNotContain("receive buffer");
        }
    }

    @Test
    void aQuietLogHasWarningsAloneAndAJsonLineIsAnObject() {
        try (JunretsuProcess server =
                        serve("--milestone", "1=flash", "--admin-token", TOKEN, "--log-format", "json", "--quiet");
                VoteSender sender = VoteSender.to(server)) {
            sender.send((byte) 1);
            await("the vote", () -> server.count("total") == 1);
            server.post("/api/rounds", "wrong-secret", "{\"name\":\"two\"}");
            assertThat(server.terminate()).isZero();
            List<String> lines = server.stderr().lines().toList();
            assertThat(lines).hasSize(1);
            assertThat(JsonReader.readObject(lines.get(0)))
                    .containsKey("time")
                    .containsEntry("level", "warning")
                    .hasEntrySatisfying(
                            "message",
                            text -> assertThat((String) text)
                                    .startsWith("POST /api/rounds from 127.0.0.1: token refused"));
        }
    }

    @Test
    void theSecondCtrlCEndsAServerThatWaitsForItsStore() {
        try (JunretsuProcess server = serve("--redis", DEAD_REDIS, "--drain", "1m");
                VoteSender sender = VoteSender.to(server)) {
            sender.send((byte) 1);
            server.signal("INT");
            await("the sentence", () -> server.stderr().contains("Ctrl-C once more ends at once"));
            assertThat(server.isAlive()).isTrue();
            server.signal("INT");
            assertThat(server.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void aCheckTriesTheSettingsAndEnds() {
        try (JunretsuProcess check = check()) {
            assertThat(check.exitCode()).as(check.stderr()).isZero();
            assertThat(check.stdout()).startsWith("these settings work: votes may be started");
        }
        try (JunretsuProcess check = check("--redis", DEAD_REDIS)) {
            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(check.stderr()).contains("--redis: ", "127.0.0.1:1");
        }
        try (JunretsuProcess server = serve();
                JunretsuProcess check = check()) {
            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(check.stderr()).contains("in use by another server");
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void aCheckEmptiesNoLogOfNumbers() throws Exception {
        Path log = data.resolve("numbers.log");
        Files.writeString(log, "123456789\n");
        try (JunretsuProcess check = JunretsuProcess.start(
                Setup.oldest(), "serve", "numbers", "--check", "--port", "0", "--http", "off", "--log", "" + log)) {
            assertThat(check.exitCode()).as(check.stderr()).isZero();
        }
        assertThat(log).hasContent("123456789\n");
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void tellsTheServiceManagerThatItIsReadyAndThatItEnds(Setup setup) throws Exception {
        assumeTrue(setup.feature() >= 22 || Files.exists(Path.of("/usr/bin/systemd-notify")), "no systemd-notify");
        Path socket = data.resolve("notify");
        Path heard = data.resolve("heard");
        Process manager = new ProcessBuilder("python3", "-c", """
                import socket, sys
                s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                s.bind(sys.argv[1])
                while True:
                    open(sys.argv[2], "ab").write(s.recv(9999) + b"\\n")
                """, "" + socket, "" + heard).start();
        await("the socket", () -> Files.exists(socket));
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", "" + socket, "WATCHDOG_USEC", "4000000");
        try (JunretsuProcess server = JunretsuProcess.start(
                setup, environment, "serve", "--udp", "127.0.0.1:0", "--http", "off", "--data", data + "/data")) {
            server.awaitReady();
            await("a sign of life", () -> text(heard).contains("WATCHDOG=1\nSTATUS=0 votes"));
            assertThat(server.terminate()).isZero();
            assertThat(Files.readString(heard))
                    .containsSubsequence("READY=1\nSTATUS=votes at udp", "WATCHDOG=1\n", "STOPPING=1\n");
        } finally {
            manager.destroy();
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        Waiting.until(what, condition);
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JunretsuProcess serve(String... flags) {
        return JunretsuProcess.serve(Setup.oldest(), data, flags);
    }

    private JunretsuProcess check(String... flags) {
        List<String> words = new java.util.ArrayList<>(
                List.of("serve", "--check", "--udp", "127.0.0.1:0", "--http", "127.0.0.1:0", "--data", "" + data));
        words.addAll(List.of(flags));
        return JunretsuProcess.start(Setup.oldest(), words.toArray(String[]::new));
    }
}
