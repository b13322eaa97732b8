package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A crowd of browsers on the packaged jar. */
class CrowdBlastIT {
    @TempDir
    Path data;

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#all")
    void eachVoteOfThreeHundredVotersIsCountedForItsButton(Setup setup) {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--buttons", "4")) {
            Map<String, Object> report = report(
                    blast(setup, server, "--clients 300 --rate 3k --burst 3 --count 9k --buttons 0:5,1:1,3:2 --verify"),
                    0);

            assertThat(report)
                    .containsEntry("sent", 9_000L)
                    .containsEntry("acknowledged", 9_000L)
                    .containsEntry("connects", 300L)
                    .containsEntry("reconnects", 0L)
                    .containsEntry("wrong", Map.of());
            assertThat(verify(report)).containsEntry("equal", true).containsEntry("extra", 0L);
            assertThat(verify(report).get("buttons")).isEqualTo(report.get("buttons"));
            assertThat(server.count("total")).isEqualTo(9_000);
            assertThat(report.get("screen_exact")).isEqualTo(true);
        }
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#all")
    void namesVotesOverTheRateAndVotesForNoButton(Setup setup) {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--buttons", "2", "--crowd-rate", "10/s")) {
            Map<String, Object> report = report(
                    blast(setup, server, "--clients 10 --rate 1k --burst 10 --count 2k --buttons 3 --verify"), 0);

            assertThat((Long) report.get("limited")).isPositive();
            assertThat((Long) report.get("rejected")).isPositive().isEqualTo(server.count("rejected"));
            assertThat(report.get("acknowledged")).isEqualTo(server.count("total"));
            assertThat(verify(report)).containsEntry("equal", true).containsEntry("missing", 0L);
        }
    }

    @Test
    void whatIsAcknowledgedOutlivesAKillAndNothingIsCountedTwice() {
        Setup setup = Setup.all().findFirst().orElseThrow();
        JunretsuProcess blast;
        String http;
        // What is tapped while the server is away comes at once; a rate would limit more of it the longer that takes.
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--crowd-rate", "1000/s")) {
            http = server.http();
            blast = blast(
                    setup, server, "--clients 300 --rate 3k --duration 12s --buttons 2 --timeout 20s --kill-check");
            Waiting.until("votes", () -> server.count("total") > 2_000);
            server.kill();
        }
        try (JunretsuProcess server = JunretsuProcess.serve(
                setup, data, "--http", http.substring("http://".length()), "--crowd-rate", "1000/s")) {
            Map<String, Object> report = report(blast, 0);
            long acknowledged = (Long) report.get("acknowledged");
            long sent = (Long) report.get("sent");

            assertThat(server.count("total")).isBetween(acknowledged, sent);
            assertThat(sent).isEqualTo(36_000L);
            assertThat(acknowledged + (Long) report.get("unknown")).isEqualTo(sent);
            assertThat((Long) report.get("reconnects")).isEqualTo(300L);
            assertThat(verify(report)).containsEntry("missing", 0L).containsEntry("extra", 0L);
        }
    }

    @Test
    void saysInASentenceWhyItCannotBegin() {
        Setup setup = Setup.all().findFirst().orElseThrow();
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data, "--crowd", "off");
                JunretsuProcess blast = blast(setup, server, "--clients 5")) {
            assertThat(blast.exitCode()).isEqualTo(1);
            assertThat(blast.requireQuiet().stderr())
                    .contains("no voter can connect to " + server.http(), "answer 404", "--crowd 5");
        }
    }

    private static JunretsuProcess blast(Setup setup, JunretsuProcess server, String flags) {
        return JunretsuProcess.start(setup, ("blast crowd --json --target " + server.http() + " " + flags).split(" "));
    }

    private static Map<String, Object> report(JunretsuProcess blast, int exitCode) {
        try (blast) {
            assertThat(blast.exitCode()).as(blast.stderr() + blast.stdout()).isEqualTo(exitCode);
            return JsonReader.readObject(blast.requireQuiet().stdout());
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> verify(Map<String, Object> report) {
        return (Map<String, Object>) report.get("verify");
    }
}
