package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was counted when. */
class HistoryIT {
    @TempDir
    Path data;

    @Test
    void thePointsAddUpToTheTotalAlsoAfterACrash() {
        long total;
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data)) {
            total = send(server, 1_200);
            server.kill();
        }
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.newest(), data)) {
            long all = total + send(server, 1_200);
            Waiting.until("the points", () -> sum(server, "step=1s") == all);
            assertThat(sum(server, "step=1m&span=24h")).isEqualTo(all);
            List<?> points = points(server, "step=1s&span=10m");
            assertThat(points).hasSizeGreaterThan(2);
            assertThat(points)
                    .extracting(point -> (Long) ((Map<?, ?>) point).get("t"))
                    .isSorted();
        }
    }

    @Test
    void isATableForASpreadsheet() {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data, "--event", "finals")) {
            long sent = send(server, 300);
            Waiting.until("the points", () -> sum(server, "step=1s") == sent);
            var csv = server.get("/export.csv?step=1s&span=1h");
            assertThat(csv.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
            assertThat(csv.headers().firstValue("content-disposition")).hasValue("attachment; filename=\"finals.csv\"");
            assertThat(csv.body()).startsWith("time,seconds,votes,dropped,rejected\r\n");
            long sum = csv.body()
                    .lines()
                    .skip(1)
                    .mapToLong(line -> Long.parseLong(line.split(",")[2]))
                    .sum();
            assertThat(sum).isEqualTo(sent);
        }
    }

    @Test
    void saysWhatItAccepts() {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data)) {
            assertThat(server.get("/api/series?step=2s").statusCode()).isEqualTo(400);
            assertThat(server.get("/api/series?step=2s").body()).contains("1s").contains("1m");
            assertThat(server.get("/api/series?span=long").statusCode()).isEqualTo(400);
        }
    }

    private static long send(JunretsuProcess server, int millis) {
        long before = server.count("total");
        try (VoteSender sender = VoteSender.to(server)) {
            sender.sendPaced(new Random(1), millis);
            Waiting.until("all votes", () -> server.count("total") == before + sender.sent());
            return sender.sent();
        }
    }

    private static List<?> points(JunretsuProcess server, String query) {
        return (List<?>)
                JsonReader.readObject(server.get("/api/series?" + query).body()).get("points");
    }

    private static long sum(JunretsuProcess server, String query) {
        return points(server, query).stream()
                .mapToLong(point -> (Long) ((Map<?, ?>) point).get("votes"))
                .sum();
    }
}
