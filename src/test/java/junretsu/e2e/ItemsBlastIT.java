package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** The load on items and what it says of the server. */
class ItemsBlastIT {
    @TempDir
    Path data;

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void provesThatEachTenantHasWhatWasAcknowledged(Setup setup) throws Exception {
        Path page = data.resolve("report.html");
        try (JunretsuProcess server = JunretsuProcess.serveItems(setup, data.resolve("items"))) {
            Map<String, Object> report = Reports.of(
                    Reports.blast(
                            setup,
                            server,
                            "items",
                            "--count",
                            "100003",
                            "--verify",
                            "--json",
                            "--html",
                            page.toString()),
                    0);

            assertThat(server.count("accepted")).isEqualTo(100_003);
            assertThat(server.count("items"))
                    .isEqualTo(Reports.object(report, "items").get("distinct_acknowledged"));
            assertThat(Reports.object(report, "items"))
                    .containsEntry("sent", 100_003L)
                    .containsEntry("acknowledged", 100_003L)
                    .containsEntry("new", server.count("items"));
            assertThat(Reports.object(report, "verify")).containsEntry("equal", true);
            assertThat(Files.readString(page)).contains("<svg").contains("100 of 100 tenants agree");
            server.requireQuiet();
        }
    }

    @Test
    void anItemOfSomebodyElseIsADeviationOfItsTenant() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data)) {
            JunretsuProcess blast = Reports.blast(
                    Setup.oldest(), server, "items", "--count", "3000", "--rate", "1000", "--tenants", "3", "--verify");
            Waiting.until("some load", () -> server.count("accepted") > 0);
            server.post("/items", null, "{\"id\":\"foreign\",\"tenant\":\"tenant-1\"}");
            assertThat(blast.exitCode()).isEqualTo(1);
            assertThat(blast.stdout()).contains("2 of 3 tenants agree");
            assertThat(blast.stderr())
                    .contains("the counts of 1 of 3 tenants are not what was acknowledged")
                    .contains("tenant-1 grew by ");
        }
    }

    @Test
    void nothingAcknowledgedIsMissingAfterTheServerWasKilledAgainAndAgain() {
        JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data);
        String address = URI.create(server.http()).getAuthority();
        List<String> words = List.of("--duration", "12s", "--batch", "50", "--kill-check", "--json");
        JunretsuProcess blast = Reports.blast(Setup.oldest(), server, "items", words.toArray(String[]::new));
        try {
            for (int kill = 0; kill < 3; kill++) {
                JunretsuProcess doomed = server;
                long before = doomed.count("accepted");
                Waiting.until("load", () -> doomed.count("accepted") > before + 1_000 || !blast.isAlive());
                doomed.kill();
                server = JunretsuProcess.serveItems(Setup.oldest(), data, "--http", address);
            }
            Map<String, Object> report = Reports.of(blast, 0);
            assertThat(Reports.object(report, "verify")).containsEntry("equal", true);
            assertThat(Reports.object(report, "kill_check"))
                    .containsEntry("missing", 0L)
                    .containsEntry("phantoms", 0L);
            assertThat((Long) Reports.object(report, "requests").get("retries")).isPositive();
            assertThat(Reports.object(report, "items"))
                    .containsEntry("unknown", 0L)
                    .containsEntry("distinct_acknowledged", server.count("items"));
        } finally {
            server.close();
            blast.close();
        }
    }

    @Test
    void aBlastThatIsInterruptedSaysWhatItDid() {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data);
                JunretsuProcess blast =
                        Reports.blast(Setup.oldest(), server, "items", "--duration", "10m", "--verify")) {
            Waiting.until("some load", () -> server.count("accepted") > 0);
            blast.signal("INT");
            assertThat(blast.exitCode()).isEqualTo(130);
            assertThat(blast.stdout()).contains(", interrupted").contains("100 of 100 tenants agree");
        }
    }
}
