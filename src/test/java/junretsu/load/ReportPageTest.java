package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import junretsu.base.Sha256;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private final FakeReport report = new FakeReport(12_345, 0.001, false);
    private final ReportPage frame =
            new ReportPage("votes", "1.2", "today", Map.of("rate", "5", "seed", "<1>"), List.of("rate"));

    @Test
    void thePageNeedsNothingElseAndShowsNoMarkupOfOthers() {
        String html = frame.html(report);

        assertThat(html)
                .contains(
                        "a &lt;b&gt; &amp; c",
                        "&lt;there&gt;",
                        "all &lt;is&gt; well",
                        "&lt;over&gt;",
                        "12,345/s",
                        "1 ms")
                .contains("<svg", "--rate", "&lt;1&gt; (by default)")
                .doesNotContain(
                        "<b> ", "<script", "http:", "https:", "@import", "url(", " style=", "not measured", "NaN")
                .endsWith("</html>\n");
    }

    @Test
    void thePolicyOfThePageAllowsItsOwnStyleAlone() {
        String html = frame.html(report);

        String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
        String digest = Base64.getEncoder().encodeToString(Sha256.hash(style.getBytes(StandardCharsets.UTF_8)));
        assertThat(html).contains("default-src 'none'; style-src 'sha256-" + digest + "'");
    }

    @Test
    void jsonCarriesWhatWasAskedWhereAndHowItEnded() {
        Map<String, Object> json = JsonReader.readObject(frame.json(report));

        assertThat(json)
                .containsEntry("blast", "votes")
                .containsEntry("version", "1.2")
                .containsEntry("sent", 1L);
        assertThat(json.get("settings")).isEqualTo(Map.of("rate", "5", "seed", "<1>"));
        assertThat(((Map<?, ?>) json.get("machine")).keySet()).asString().contains("cores", "java", "system");
        assertThat(((Map<?, ?>) json.get("conclusion")).get("grade")).isEqualTo("passed");
        assertThat(((Map<?, ?>) json.get("figures")).keySet()).hasToString("[rate, wait_s]");
    }

    @Test
    void theConclusionOfAnInterruptedLoadIsNoSuccess() {
        Conclusion conclusion = Conclusion.of(new FakeReport(1, 1, true));
        assertThat(conclusion.grade()).isEqualTo(Conclusion.Grade.INTERRUPTED);
        assertThat(frame.html(new FakeReport(1, 1, true))).contains("class=\"verdict interrupted\"");
    }

    @Test
    void aWrongAnswerIsAFailureAndALimitThatIsPassedIsNone() {
        FakeReport limited = new FakeReport(1, 1, false, List.of(), "too slow", false);
        FakeReport wrong = new FakeReport(1, 1, false, List.of(), "1 answers are wrong", true);

        assertThat(Conclusion.of(limited).line()).isEqualTo("  limit passed: too slow");
        assertThat(Conclusion.of(wrong).line()).isEqualTo("  failed: 1 answers are wrong");
    }

    @Test
    void theTableHasARowASecondAndIsEmptyWhereNothingWas() {
        assertThat(report.course().csv()).isEqualTo("""
                elapsed_seconds,sent_total,sent_per_second,wait_p50_seconds,wait_p99_seconds,wait_max_seconds\r
                1.000,3,3,0.001000,0.001000,0.001000\r
                1.600,103,166.666667,0.040000,0.040000,0.040000\r
                """);
    }
}
