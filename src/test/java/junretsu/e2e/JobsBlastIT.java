package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Reports;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The load on jobs and what it says of the server. */
class JobsBlastIT {
    @TempDir
    Path data;

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void provesThatEveryJobWasDoneAndEveryAnswerIsRight(Setup setup) throws Exception {
        Path page = data.resolve("report.html");
        try (JunretsuProcess server = serve(setup)) {
            JunretsuProcess blast = Reports.blast(
                    setup,
                    server,
                    "jobs",
                    "--count",
                    "303",
                    "--verify",
                    "--fairness",
                    "--json",
                    "--html",
                    page.toString());
            Map<String, Object> report = Reports.of(blast, 0);

            assertThat(server.count("accepted")).isEqualTo(303);
            assertThat(server.count("completed")).isEqualTo(303);
            assertThat(Reports.object(report, "posts"))
                    .containsEntry("accepted", 303L)
                    .containsEntry("failed", 0L);
            assertThat(Reports.object(report, "jobs"))
                    .containsEntry("completed", 303L)
                    .containsEntry("open", 0L);
            assertThat(Reports.object(report, "verify"))
                    .containsEntry("checked", 303L)
                    .containsEntry("wrong", 0L);
            assertThat(Reports.object(report, "fairness")).containsEntry("callers", 303L);
            assertThat((Double) Reports.object(report, "fairness").get("worker_s"))
                    .isPositive();
            assertThat(Files.readString(page)).contains("<svg").contains("303 answers multiplied back");
            server.requireQuiet();
        }
    }

    @Test
    void theWorkerTimeOfTwoCallersWithWorkAtAllTimesIsShared() {
        try (JunretsuProcess server = serve(Setup.oldest())) {
            List<String> words = List.of(
                    "--callers", "anna:3,ben:1", "--numbers", "semiprime:80", "--count", "600", "--connections", "4");
            List<String> more = new ArrayList<>(words);
            more.addAll(List.of("--settle", "8s", "--max-loss", "100%", "--fairness", "--json"));
            Map<String, Object> fairness = Reports.object(
                    Reports.of(Reports.blast(Setup.oldest(), server, "jobs", more.toArray(String[]::new)), 0),
                    "fairness");
            assertThat((Double) fairness.get("jain_index")).isGreaterThan(0.97);
        }
    }

    @Test
    void whatWasAcceptedIsDoneOnceAfterTheServerWasKilledAgainAndAgain() {
        JunretsuProcess server = serve(Setup.oldest());
        String address = URI.create(server.http()).getAuthority();
        JunretsuProcess blast = Reports.blast(
                Setup.oldest(),
                server,
                "jobs",
                "--duration",
                "12s",
                "--connections",
                "10",
                "--rate",
                "200",
                "--numbers",
                "range:1e3..1e30",
                "--verify",
                "--kill-check",
                "--json");
        try {
            for (int kill = 0; kill < 3; kill++) {
                JunretsuProcess doomed = server;
                long before = doomed.count("accepted");
                Waiting.until("load", () -> doomed.count("accepted") > before + 200 || !blast.isAlive());
                doomed.kill();
                server = serve(Setup.oldest(), "--http", address);
            }
            Map<String, Object> report = Reports.of(blast, 0);
            assertThat(Reports.object(report, "verify")).containsEntry("wrong", 0L);
            assertThat(Reports.object(report, "kill_check"))
                    .containsEntry("changed", 0L)
                    .containsEntry("missing", 0L);
            assertThat(Reports.object(report, "kill_check").get("asked_again"))
                    .isEqualTo(Reports.object(report, "posts").get("accepted"));
            assertThat((Long) Reports.object(report, "posts").get("retries")).isPositive();
        } finally {
            server.close();
            blast.close();
        }
    }

    @Test
    void aBlastThatIsInterruptedSaysWhatItDid() {
        try (JunretsuProcess server = serve(Setup.oldest());
                JunretsuProcess blast =
                        Reports.blast(Setup.oldest(), server, "jobs", "--duration", "10m", "--open", "10")) {
            Waiting.until("some load", () -> server.count("accepted") > 0);
            blast.signal("INT");
            assertThat(blast.exitCode()).isEqualTo(130);
            assertThat(blast.stdout()).contains(", interrupted").contains("  completed ");
        }
    }

    private JunretsuProcess serve(Setup setup, String... more) {
        return JunretsuProcess.serveJobs(setup, data.resolve("jobs"), more);
    }
}
