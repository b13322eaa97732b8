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

/** Many browsers at once, on the packaged jar. */
class CrowdFloodIT {
    private static final String TOKEN = "open barley sesame";

    /** Of 200 voters in six seconds. */
    private static final long VOTES = 24_000;

    /** The hall in which {@code bench/crowd.sh} measures has 10,000. */
    private static final int CLIENTS = Integer.getInteger("junretsu.crowd.clients", 3_000);

    @TempDir
    Path data;

    @Test
    void countedAndLateAreAllThatWasSentThoughVotingIsClosedInTheMiddle() {
        try (JunretsuProcess server = serve("--admin-token", TOKEN);
                JunretsuProcess blast = blast(server, "--clients 200 --rate 4k --duration 6s --verify")) {
            Waiting.until("votes", () -> server.count("total") > 1_000);
            while (all(server) < VOTES * 3 / 4) {
                voting(server, "closed");
                long closed = server.count("total");
                Waiting.sleep(150);
                assertThat(server.count("total")).as("votes while it is closed").isEqualTo(closed);
                voting(server, "open");
                Waiting.until("votes", () -> server.count("total") > closed || all(server) == VOTES);
            }
            Map<String, Object> report = report(blast);
            assertThat(report.get("sent")).isEqualTo(VOTES);
            assertThat(server.count("late")).isPositive();
            assertThat(all(server)).isEqualTo(VOTES);
        }
    }

    @Test
    void allThatLostTheServerAtOnceComeBackAndNothingIsCountedTwice() {
        String http;
        JunretsuProcess blast;
        try (JunretsuProcess server = serve()) {
            http = server.http();
            blast = blast(
                    server,
                    "--clients " + CLIENTS + " --rate " + CLIENTS / 2 + " --duration 10s --timeout 60s --kill-check");
            Waiting.until("votes", () -> server.count("total") > CLIENTS / 2);
            server.kill();
        }
        try (JunretsuProcess server = serve("--http", http.substring("http://".length()))) {
            Map<String, Object> report = report(blast);
            long acknowledged = (Long) report.get("acknowledged");
            assertThat((Long) report.get("reconnects")).isGreaterThanOrEqualTo(CLIENTS);
            assertThat(acknowledged + (Long) report.get("unknown")).isEqualTo(report.get("sent"));
            assertThat(report.get("sent")).isEqualTo(CLIENTS / 2 * 10L);
            assertThat(server.count("total")).isBetween(acknowledged, (Long) report.get("sent"));
            assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
        }
    }

    private static long all(JunretsuProcess server) {
        Map<String, Object> counts = server.counts();
        return (Long) counts.get("total") + (Long) counts.get("late");
    }

    /** A rate that limits nobody who has saved up taps while the server was away. */
    private JunretsuProcess serve(String... flags) {
        String[] all = new String[flags.length + 2];
        all[0] = "--crowd-rate";
        all[1] = "1000/s";
        System.arraycopy(flags, 0, all, 2, flags.length);
        return JunretsuProcess.serve(Setup.newest(), data, all);
    }

    private static JunretsuProcess blast(JunretsuProcess server, String flags) {
        String words = "blast crowd --json --buttons 2 --target " + server.http() + " " + flags;
        return JunretsuProcess.start(Setup.newest(), words.split(" "));
    }

    private static void voting(JunretsuProcess server, String state) {
        assertThat(server.post("/api/stage", TOKEN, "{\"voting\":\"" + state + "\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static Map<String, Object> report(JunretsuProcess blast) {
        try (blast) {
            assertThat(blast.exitCode()).as(blast.stderr() + blast.stdout()).isZero();
            return JsonReader.readObject(blast.requireQuiet().stdout());
        }
    }
}
