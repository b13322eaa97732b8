package junretsu.votes.blast.crowd;

import junretsu.load.LoadPage;

/** The report as one page. */
final class CrowdReportHtml {
    private CrowdReportHtml() {}

    static String of(CrowdReport report) {
        LoadPage page = new LoadPage("junretsu blast crowd", report.text());
        report.wrongs().forEach(page::problem);
        report.faults().forEach(page::problem);
        page.latencies("Tap to acknowledged, from the planned time", report.book().latency);
        if (report.screen() != null) {
            page.latencies("Tap to on screen", report.screen());
        }
        return page.course("Votes acknowledged a second", report.book().line).html();
    }
}
