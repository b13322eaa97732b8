package junretsu.items.blast;

import junretsu.load.LoadPage;

/** The report as one page. */
final class ItemsReportHtml {
    private ItemsReportHtml() {}

    static String of(ItemsReport report) {
        LoadPage page = new LoadPage("junretsu blast items", report.text());
        report.problems().forEach(page::problem);
        page.latencies("Latency of requests, from the " + from(report), report.counts().latency);
        return page.course("Items acknowledged a second", report.counts().line).html();
    }

    private static String from(ItemsReport report) {
        return report.config().isOpenLoop() ? "planned time" : "sending";
    }
}
