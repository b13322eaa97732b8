package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reports of all blasts: page, table, JSON, comparison, and the end of those that are interrupted. */
class LoadReportIT {
    private static final Setup SETUP = Setup.newest();

    @TempDir
    Path data;

    /** A blast with a server that it loads. */
    enum Verb {
        VOTES("votes", "sent_total", "--rate 5k"),
        NUMBERS("numbers", "received_total", "--rate 5k"),
        ITEMS("items", "acknowledged_total", "--rate 2k --batch 10 --verify"),
        JOBS("jobs", "done_total", "--rate 50 --numbers range:1e3..1e9 --connections 4 --verify"),
        USERS("users", "right_total", "--rate 100 --mix validate=8,nickname=1 --login token --users 20 --clients 4"),
        CROWD("crowd", "acknowledged_total", "--rate 500 --clients 20 --verify");

        private final String word;
        private final String column;
        private final String flags;

        Verb(String word, String column, String flags) {
            this.word = word;
            this.column = column;
            this.flags = flags;
        }

        JunretsuProcess serve(Path data) {
            return switch (this) {
                case VOTES -> JunretsuProcess.serve(SETUP, data);
                case CROWD -> JunretsuProcess.serve(SETUP, data, "--buttons", "4");
                case NUMBERS -> JunretsuProcess.serveNumbers(SETUP, data.resolve("numbers.log"));
                case ITEMS -> JunretsuProcess.serveItems(SETUP, data);
                case JOBS -> JunretsuProcess.serveJobs(SETUP, data);
                case USERS -> seeded(data);
            };
        }

        private static JunretsuProcess seeded(Path data) {
            try (JunretsuProcess seed =
                    JunretsuProcess.start(SETUP, "users", "seed", "20", "--data", data.toString())) {
                assertThat(seed.exitCode()).as(seed.stderr()).isZero();
            }
            return JunretsuProcess.serveUsers(SETUP, data, "--hash-memory=1MiB", "--seed-users");
        }

        List<String> words(JunretsuProcess server, String more) {
            String target = switch (this) {
                case VOTES -> server.udp() + " --verify " + server.http();
                case NUMBERS, USERS -> "127.0.0.1:" + server.tcpPort() + " --verify " + server.http();
                default -> server.http();
            };
            String line = "blast " + word + " --target " + target + " " + flags + " " + more;
            return new ArrayList<>(List.of(line.split(" ")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyBlastWritesAPageATableAndWhatCompareReads(Verb verb) throws IOException {
        Path page = data.resolve("report.html");
        Path table = data.resolve("report.csv");
        try (JunretsuProcess server = verb.serve(data);
                JunretsuProcess blast = start(verb.words(
                        server, "--duration 2s --max-slip 100s --json --html " + page + " --csv " + table))) {
            assertThat(blast.exitCode()).as(blast.stderr()).isZero();
            Map<String, Object> report = JsonReader.readObject(blast.stdout());

            assertThat(report).containsEntry("blast", verb.word);
            assertThat(((Map<?, ?>) report.get("conclusion")).get("grade"))
                    .as(blast.stdout())
                    .isEqualTo("passed");
            assertThat(((Map<?, ?>) report.get("settings")).get("duration")).isEqualTo("2s");
            assertThat(((Map<?, ?>) report.get("machine")).get("java"))
                    .asString()
                    .isNotEmpty();
            assertThat(Files.readString(page))
                    .contains("<svg", "class=\"verdict passed\"", "Slip over time", "--duration", "Machine that sent")
                    .doesNotContain("<script", "NaN", "Infinity");
            assertTable(verb, Files.readAllLines(table));
            assertCompares(blast.stdout());
        }
    }

    private static void assertTable(Verb verb, List<String> rows) {
        List<String> heads = List.of(rows.get(0).split(","));
        assertThat(heads).startsWith("elapsed_seconds").contains(verb.column, "slip_p99_seconds");
        assertThat(rows).hasSizeGreaterThanOrEqualTo(3);
        String last = rows.get(rows.size() - 1).split(",", -1)[heads.indexOf("sent_total")];
        assertThat(Long.parseLong(last)).isPositive();
    }

    private void assertCompares(String json) throws IOException {
        Path first = Files.writeString(data.resolve("a.json"), json);
        Path second =
                Files.writeString(data.resolve("b.json"), json.replace("\"duration\":\"2s\"", "\"duration\":\"3s\""));
        try (JunretsuProcess compare =
                start(List.of("blast", "compare", first.toString(), second.toString(), "--max-regression", "1%"))) {
            assertThat(compare.exitCode()).as(compare.stderr()).isZero();
            assertThat(compare.stdout()).contains("2 runs of blast", "×1.000").containsPattern("--duration +2s +3s");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedBlastSaysSoAndIsNoSuccess(Verb verb) throws IOException {
        Path page = data.resolve("report.html");
        try (JunretsuProcess server = verb.serve(data);
                JunretsuProcess blast = start(verb.words(server, "--duration 60s --json --html " + page))) {
            Waiting.until("progress", () -> blast.stderr().contains("slip "));
            blast.signal("INT");

            assertThat(blast.exitCode()).as(blast.stderr()).isEqualTo(130);
            Map<String, Object> report = JsonReader.readObject(blast.stdout());
            assertThat(report).containsEntry("interrupted", true);
            Map<?, ?> conclusion = (Map<?, ?>) report.get("conclusion");
            assertThat(conclusion.get("grade")).isEqualTo("interrupted");
            assertThat(conclusion.get("problems")).as(blast.stderr()).isEqualTo(List.of());
            assertThat(conclusion.get("notes")).isEqualTo(List.of());
            assertThat(Files.readString(page)).contains("class=\"verdict interrupted\"");
            assertThat(blast.stderr()).doesNotContain("\r").contains(" %  ", "/s  ");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"VOTES", "NUMBERS"})
    void aLimitOnWhatIsNotMeasuredIsRefusedWithAReason(Verb verb) {
        try (JunretsuProcess p99 = start(List.of("blast", verb.word, "--max-p99", "1ms"));
                JunretsuProcess slip = start(List.of("blast", verb.word, "--max-slip", "1ms"))) {
            assertThat(p99.exitCode()).isEqualTo(2);
            assertThat(p99.stderr()).contains("--max-p99: what this load sends is not answered", "--max-slip");
            assertThat(slip.exitCode()).isEqualTo(2);
            assertThat(slip.stderr()).contains("--max-slip: without --rate there is no schedule");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlipThatIsTooLongEndsWithThree(Verb verb) {
        try (JunretsuProcess server = verb.serve(data);
                JunretsuProcess blast = start(verb.words(server, "--duration 1s --max-slip 1us"))) {
            assertThat(blast.exitCode()).as(blast.stderr()).isEqualTo(3);
            assertThat(blast.stderr()).contains("the p99 of the slip is ", "longer than --max-slip 0.001 ms");
            assertThat(blast.stdout()).contains("  limit passed: ");
        }
    }

    @Test
    void aPageThatCannotBeWrittenIsRefusedBeforeTheLoad() {
        try (JunretsuProcess blast =
                start(List.of("blast", "--html", data.resolve("none/x.html").toString()))) {
            assertThat(blast.exitCode()).isEqualTo(1);
            assertThat(blast.stderr()).startsWith("junretsu: --html: cannot write ");
        }
    }

    private static JunretsuProcess start(List<String> words) {
        return JunretsuProcess.start(SETUP, words.toArray(String[]::new));
    }
}
