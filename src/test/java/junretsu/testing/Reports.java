package junretsu.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.load.BlastReport;
import junretsu.load.ReportPage;
import junretsu.text.JsonReader;

/** Reports of loads as a command writes them. */
public final class Reports {
    private Reports() {}

    /** A load of a kind, as in {@code jobs}, that is under way. */
    public static JunretsuProcess blast(Setup setup, JunretsuProcess server, String kind, String... more) {
        List<String> words = new ArrayList<>(List.of("blast", kind, "--target", server.http()));
        words.addAll(List.of(more));
        return JunretsuProcess.start(setup, words.toArray(String[]::new));
    }

    /** What a load has printed with {@code --json}, once it has ended in this way. */
    public static Map<String, Object> of(JunretsuProcess blast, int exitCode) {
        assertThat(blast.exitCode()).as(blast.stderr()).isEqualTo(exitCode);
        return JsonReader.readObject(blast.stdout());
    }

    /** An object within a report. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Map<String, Object> report, String name) {
        return (Map<String, Object>) report.get(name);
    }

    /** The page of a report. */
    public static String page(BlastReport report) {
        return new ReportPage("something", "1", "now", Map.of(), List.of()).html(report);
    }
}
