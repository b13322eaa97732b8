package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import junretsu.config.Share;
import junretsu.config.StartException;
import junretsu.config.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final Share FIVE = Share.parse("5%");

    @TempDir
    Path directory;

    @Test
    void showsFiguresWithRatiosAndWhatDiffers() throws Exception {
        ReportFile before = run("a.json", new FakeReport(100_000, 0.002, false), "10s");
        ReportFile after = run("b.json", new FakeReport(90_000, 0.001, false), "20s");

        String text = new Comparison(List.of(before, after)).text();
        assertThat(text)
                .containsPattern("rate +100,000/s +90,000/s +×0.900 worse")
                .containsPattern("wait +2 ms +1 ms +×0.500 better")
                .containsPattern("--duration +10s +20s")
                .doesNotContain("--rate", "cpu");
    }

    @Test
    void saysWhatBecameWorseAndNothingElse() throws Exception {
        ReportFile before = run("a.json", new FakeReport(100_000, 0.002, false), "10s");

        assertThat(regressions(before, new FakeReport(94_000, 0.002, false)))
                .singleElement()
                .asString()
                .contains("rate: 100,000/s in a.json, 94,000/s in b.json");
        assertThat(regressions(before, new FakeReport(96_000, 0.00209, false))).isEmpty();
        assertThat(regressions(before, new FakeReport(200_000, 0.0001, false))).isEmpty();
        assertThat(regressions(before, new FakeReport(100_000, 0.002, true)))
                .containsExactly("b.json was interrupted, so nothing can be said of it");
    }

    @Test
    void aRunThatFailedOrPassedALimitIsWorseWhateverItsFigures() throws Exception {
        ReportFile before = run("a.json", new FakeReport(1, 0.002, false), "10s");
        FakeReport failed = new FakeReport(2, 0.001, false, List.of("it broke"), null, false);
        FakeReport limited = new FakeReport(2, 0.001, false, List.of(), "too slow", false);

        assertThat(regressions(before, failed)).containsExactly("b.json failed, so its figures say nothing");
        assertThat(regressions(before, limited)).containsExactly("b.json passed a limit of its own");
        assertThat(regressions(run("a.json", limited, "10s"), new FakeReport(2, 0.001, false)))
                .as("better than a limit that was passed before")
                .isEmpty();
        assertThat(regressions(run("a.json", failed, "10s"), new FakeReport(2, 0.001, false)))
                .containsExactly("a.json failed, so its figures say nothing");
    }

    @Test
    void aFigureThatIsNotMeasuredAnyMoreIsWorse() throws Exception {
        ReportFile before = run("a.json", new FakeReport(100, 0.002, false), "10s");

        assertThat(regressions(before, new FakeReport(100, Double.NaN, false)))
                .containsExactly("wait: 2 ms in a.json, not measured in b.json");
        assertThat(regressions(
                        run("a.json", new FakeReport(100, Double.NaN, false), "10s"), new FakeReport(99, 1, false)))
                .isEmpty();
    }

    @Test
    void aLossWhereThereWasNoneIsWorseByAnyShare() throws Exception {
        ReportFile before = run("a.json", new FakeReport(1, 0, false), "10s");
        assertThat(regressions(before, new FakeReport(1, 1e-6, false))).hasSize(1);
    }

    @Test
    void refusesRunsOfDifferentVerbsAndASingleOne() throws Exception {
        ReportFile votes = run("a.json", new FakeReport(1, 1, false), "10s");
        ReportFile items = new ReportFile("b.json", "items", Map.of(), "passed", Map.of());

        assertThatThrownBy(() -> new Comparison(List.of(votes, items)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a.json is of blast votes and b.json of blast items");
        assertThatThrownBy(() -> new Comparison(List.of(votes))).hasMessageContaining("give two files or more");
    }

    @Test
    void refusesWhatIsNoReport() throws Exception {
        String whole = new ReportPage("votes", "1", "now", Map.of(), List.of()).json(new FakeReport(1, 1, false));
        Files.writeString(directory.resolve("whole.json"), whole);
        assertThat(ReportFile.read(directory.resolve("whole.json")).verb()).isEqualTo("votes");
        for (String text : List.of(
                "",
                "{}",
                "{\"format\":1}",
                "{\"format\":99}",
                "[1]",
                "\0",
                whole.replace("\"blast\"", "\"other\""),
                whole.replace("\"grade\"", "\"other\""),
                whole.replace("\"passed\"", "\"brilliant\""),
                whole.replace("\"label\"", "\"other\""),
                whole.replace("\"machine\"", "\"other\""))) {
            Path file = Files.writeString(directory.resolve("x.json"), text);
            assertThatThrownBy(() -> ReportFile.read(file))
                    .as(text)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("is no report of this program: give files that");
        }
        assertThatThrownBy(() -> ReportFile.read(directory.resolve("none.json")))
                .hasMessageContaining("cannot read " + directory.resolve("none.json"));
    }

    @Test
    void thePageOfAComparisonShowsNoMarkupOfOthers() throws Exception {
        ReportFile before = run("<b>.json", new FakeReport(1, 1, false), "10s");
        String html = new Comparison(List.of(before, run("b.json", new FakeReport(2, 1, false), "1s"))).html("v");
        assertThat(html).contains("&lt;b&gt;.json", "×2.000 better").doesNotContain("<b>.json", "<script");
    }

    private List<String> regressions(ReportFile before, FakeReport after) {
        return new Comparison(List.of(before, run("b.json", after, "10s"))).regressions(FIVE);
    }

    private static ReportFile run(String name, FakeReport report, String duration) {
        ReportPage frame =
                new ReportPage("votes", "1", "now", Map.of("duration", duration, "rate", "max"), List.of("duration"));
        return ReportFile.parse(name, frame.json(report));
    }
}
