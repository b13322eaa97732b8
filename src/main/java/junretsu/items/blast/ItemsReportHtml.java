package junretsu.items.blast;

import junretsu.load.LoadPage;
import junretsu.load.http.RequestReport;

/** The report as one page. */
final class ItemsReportHtml {
    private ItemsReportHtml() {}

    static String of(ItemsReport report) {
        LoadPage page = new LoadPage("junretsu blast items", report.text());
        report.problems().forEach(page::problem);
        String from = RequestReport.latencyFrom(report.config().isOpenLoop());
        page.latencies("Latency of requests, from the " + from, report.counts().latency);
        return page.course("Items acknowledged a second", report.counts().line).html();
    }
}
