package junretsu.jobs.blast;

import junretsu.load.LoadPage;

/** The report as one page. */
final class JobsReportHtml {
    private JobsReportHtml() {}

    static String of(JobsReport report) {
        LoadPage page = new LoadPage("junretsu blast jobs", report.text());
        report.problems().forEach(page::problem);
        String from = report.config().isOpenLoop() ? "planned time" : "sending";
        page.latencies("Time to accept a job, from the " + from, report.counts().posts);
        page.latencies("Time to answer a question for a job", report.counts().gets);
        page.latencies("Time until a job was done, from the " + from, report.counts().jobs);
        return page.course("Jobs done a second", report.counts().line).html();
    }
}
