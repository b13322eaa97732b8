package junretsu.items.blast;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import junretsu.load.AnsweredCourse;
import junretsu.load.Figure;
import junretsu.load.LoadPage;
import junretsu.load.http.RequestPage;
import junretsu.load.http.RequestReport;

/** The report as a page, and the figures and the sentence that stand at its top. */
final class ItemsReportPage {
    private ItemsReportPage() {}

    static List<Figure> figures(ItemsReport report) {
        SentCounts counts = report.counts();
        return List.of(
                Figure.count("acknowledged", "items acknowledged", counts.itemsAcknowledged),
                Figure.rate("items_per_s", "items a second", report.itemsPerSecond()),
                Figure.rate("requests_per_s", "requests a second", report.requestsPerSecond()),
                Figure.time("latency_p50_s", "latency p50", counts.latency.percentileMicros(0.5) / 1e6),
                Figure.time("latency_p99_s", "latency p99", counts.latency.percentileMicros(0.99) / 1e6),
                Figure.time("latency_max_s", "longest", counts.latency.maxMicros() / 1e6),
                Figure.loss("loss", "not acknowledged", report.loss()),
                Figure.slip(report.lag(), report.config().isOpenLoop()));
    }

    static String finding(ItemsReport report) {
        SentCounts counts = report.counts();
        if (report.deviations() == null) {
            return String.format(
                    Locale.ROOT,
                    "%,d of %,d items were acknowledged; whether they were kept is known with --verify",
                    counts.itemsAcknowledged,
                    counts.items);
        }
        return String.format(
                Locale.ROOT,
                "every item that was acknowledged was kept: %,d of %,d sent, in %,d tenants",
                counts.itemsAcknowledged,
                counts.items,
                report.config().tenants());
    }

    static void draw(LoadPage page, ItemsReport report) {
        AnsweredCourse course = new AnsweredCourse(report.sent(), report.counts().line);
        String from = RequestReport.latencyFrom(report.config().isOpenLoop());
        course.drawRates(page, "Items a second", "items", "acknowledged");
        course.drawLatency(page, "Latency of requests over time", from);
        page.histogram("Latency of requests, from the " + from, report.counts().latency);
        RequestPage.counts(page, "What became of the items", "items", outcomes(report.counts()));
        RequestPage.reasons(page, "Errors", report.counts().errors);
        course.drawSlip(page);
    }

    private static Map<String, Long> outcomes(SentCounts counts) {
        Map<String, Long> outcomes = new LinkedHashMap<>();
        outcomes.put("acknowledged", counts.itemsAcknowledged);
        if (counts.itemsNewUnsaid == 0) {
            outcomes.put("  of them new", counts.itemsNew);
            outcomes.put("  of them duplicates", counts.itemsRepeated());
        }
        outcomes.put("failed", counts.itemsFailed);
        outcomes.put("unknown", counts.itemsUnknown);
        outcomes.put("unsent", counts.unsent);
        return outcomes;
    }
}
