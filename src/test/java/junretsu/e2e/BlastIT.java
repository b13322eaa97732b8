package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The load and what it says of itself. */
class BlastIT {
    @TempDir
    Path data;

    static Stream<Arguments> loads() {
        return Setup.all()
                .flatMap(setup -> Stream.of(
                                "--count 30001 --rate 100k",
                                "--count 30001 --rate 1m --payload 7 --buttons 256 --threads 3",
                                "--count 2m --rate 20m --payload 1400 --buttons 0:70,1:29,255:1",
                                "--count 20k --rate 25k --offload off --sockets 5",
                                "--count 200k --rate 2m --payload 65507")
                        .map(flags -> Arguments.of(setup, flags)));
    }

    @ParameterizedTest
    @MethodSource("loads")
    void provesThatEachVoteWasCountedForItsButton(Setup setup, String flags) {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data)) {
            Map<String, Object> report = blast(setup, server, 0, flags);

            assertThat(report.get("sent")).isEqualTo(report.get("asked")).isEqualTo(server.count("total"));
            assertThat(verify(report).get("equal")).as(report.toString()).isEqualTo(true);
            assertThat(verify(report).get("buttons")).isEqualTo(report.get("buttons"));
            assertThat(verify(report)).containsEntry("lost", 0L).containsEntry("dropped", 0L);
            assertThat((Map<?, ?>) report.get("schedule_lag_us")).hasSize(3);
        }
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#all")
    void accountsForAFloodFarAboveWhatTheServerTakesWhichStaysWell(Setup setup) {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--rcvbuf", "64KiB")) {
            blast(setup, server, 0, "--duration 1s --payload 1400");
            long resident = server.residentKib();
            JunretsuProcess flood = JunretsuProcess.start(setup, words(server, "--duration 2s --payload 1400"));
            while (flood.isAlive()) {
                assertThat(server.get("/api/counts").statusCode()).isEqualTo(200);
                Waiting.sleep(100);
            }
            Map<String, Object> report = JsonReader.readObject(flood.stdout());
            flood.close();

            assertThat(server.residentKib()).isLessThan(resident + 32 * 1024);
            assertThat((Long) verify(report).get("dropped_packets")).isPositive();
            assertEquation(report);
        }
    }

    @Test
    void exitsZeroWhenNothingWasLostThoughTheServerStoodStillForAMoment() {
        Setup setup = Setup.oldest();
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data)) {
            server.signal("STOP");
            try (JunretsuProcess blast = JunretsuProcess.start(setup, words(server, "--count 1000 --max-loss 0.1%"))) {
                Waiting.sleep(500);
                server.signal("CONT");
                assertThat(blast.exitCode()).as(blast.stderr()).isZero();
            }
        }
    }

    @Test
    void exitsThreeWhenMoreWasLostThanAllowed() {
        Setup setup = Setup.oldest();
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--rcvbuf", "4KiB", "--engine", "nio")) {
            Map<String, Object> report =
                    blast(setup, server, 3, "--duration 1s --payload 1400 --offload off --threads 2 --max-loss 0.1%");
            assertThat((Double) verify(report).get("loss")).isGreaterThan(0.001);
            assertEquation(report);
        }
    }

    @Test
    void climbsAndReportsEachRate() {
        Setup setup = Setup.newest();
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data)) {
            Map<String, Object> report = blast(setup, server, 0, "--ramp 10k..50k --duration 2s");

            List<?> stages = (List<?>) report.get("stages");
            assertThat(stages).hasSize(2);
            assertThat(((Map<?, ?>) stages.get(1)).get("asked_rate")).isEqualTo(50_000L);
            assertThat(report).containsEntry("loss_begins_at", null);
            assertThat(server.count("total")).isEqualTo(60_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void reportsWhatWasDoneWhenItIsInterruptedAndIsNoSuccess(String signal, int exitCode) {
        Setup setup = Setup.newest();
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data);
                JunretsuProcess blast = JunretsuProcess.start(setup, words(server, "--duration 60s --rate 10k"))) {
            Waiting.until("some votes", () -> server.count("total") > 5_000);
            blast.signal(signal);

            assertThat(blast.exitCode()).as(blast.stderr()).isEqualTo(exitCode);
            Map<String, Object> report =
                    JsonReader.readObject(blast.requireQuiet().stdout());
            assertThat(report).containsEntry("interrupted", true);
            assertThat(report.get("sent")).isEqualTo(server.count("total"));
            assertEquation(report);
        }
    }

    @Test
    void showsHowFarARampIsAndWhereItWasInterrupted() {
        Setup setup = Setup.oldest();
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data);
                JunretsuProcess blast = JunretsuProcess.start(
                        setup, "blast", "--target", server.udp(), "--ramp", "1k..10k", "--duration", "10s")) {
            Waiting.until(
                    "progress in a later stage",
                    () -> Pattern.compile("stage ([2-9]|10)/10")
                            .matcher(blast.stderr())
                            .find());
            blast.signal("INT");

            assertThat(blast.exitCode()).isEqualTo(130);
            assertThat(blast.stderr())
                    .containsPattern("1 s  \\d+ %  [\\d,]+ votes sent  [\\d,]+/s  slip .*  stage \\d+/10");
            assertThat(blast.stdout()).contains("; interrupted in stage ");
        }
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void endsWithItsReportWhenItIsInterruptedWhileANumbersServerDoesNotRead(Setup setup) {
        try (JunretsuProcess server = JunretsuProcess.serveNumbers(setup, data.resolve("numbers.log"));
                JunretsuProcess blast = startNumbers(setup, server, "--duration 60s")) {
            Waiting.until("some numbers", () -> server.count("received") > 1_000);
            server.signal("STOP");
            Waiting.until(
                    "a second in which nothing is sent", () -> blast.stderr().contains(" 0/s  waited"));
            blast.signal("TERM");

            Waiting.until("the end of the blast", () -> !blast.isAlive());
            server.signal("CONT");
            assertThat(blast.exitCode()).isEqualTo(143);
            assertThat(JsonReader.readObject(blast.requireQuiet().stdout())).containsEntry("interrupted", true);
            assertThat(blast.stderr()).contains("the server did not read all before the end");
        }
    }

    @Test
    void saysThatANumbersServerHasSeenTheNumbersBefore() {
        Setup setup = Setup.oldest();
        try (JunretsuProcess server = JunretsuProcess.serveNumbers(setup, data.resolve("numbers.log"))) {
            for (String seed : List.of("0", "-5")) {
                try (JunretsuProcess first = startNumbers(setup, server, "--count 1000 --seed " + seed)) {
                    assertThat(first.exitCode()).as(first.stderr()).isZero();
                }
            }
            try (JunretsuProcess again = startNumbers(setup, server, "--count 1000 --seed -5")) {
                assertThat(again.exitCode()).isEqualTo(1);
                assertThat(again.stderr())
                        .contains(
                                "the server has seen these numbers before (seed -5): restart it or give another --seed");
            }
        }
    }

    @Test
    void reportsThatOthersVotedMeanwhile() {
        Setup setup = Setup.oldest();
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data);
                JunretsuProcess other = JunretsuProcess.start(
                        setup, "blast", "--target", server.udp(), "--rate", "10k", "--duration", "20s")) {
            Waiting.until("the other's votes", () -> server.count("total") > 0);
            Map<String, Object> report = blast(setup, server, 0, "--count 10000 --rate 10k");

            assertThat((Long) verify(report).get("extra")).isPositive();
            assertThat(verify(report)).containsEntry("equal", false);
            assertThat(other.isAlive()).isTrue();
        }
    }

    private static Map<String, Object> blast(Setup setup, JunretsuProcess server, int exitCode, String flags) {
        try (JunretsuProcess blast = JunretsuProcess.start(setup, words(server, flags))) {
            assertThat(blast.exitCode()).as(blast.stderr()).isEqualTo(exitCode);
            return JsonReader.readObject(blast.requireQuiet().stdout());
        }
    }

    private static JunretsuProcess startNumbers(Setup setup, JunretsuProcess server, String flags) {
        String words = "blast numbers --json --target 127.0.0.1:" + server.tcpPort() + " --verify " + server.http();
        return JunretsuProcess.start(setup, (words + " " + flags).split(" "));
    }

    private static String[] words(JunretsuProcess server, String flags) {
        return ("blast --json --target " + server.udp() + " --verify " + server.http() + " " + flags).split(" ");
    }

    private static void assertEquation(Map<String, Object> report) {
        Map<String, Object> verify = verify(report);
        assertThat((Long) report.get("sent") + (Long) verify.get("extra"))
                .as(report.toString())
                .isEqualTo((Long) verify.get("counted")
                        + (Long) verify.get("rejected")
                        + (Long) verify.get("dropped")
                        + (Long) verify.get("lost"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> verify(Map<String, Object> report) {
        return (Map<String, Object>) report.get("verify");
    }
}
