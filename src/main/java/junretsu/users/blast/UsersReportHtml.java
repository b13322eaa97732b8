package junretsu.users.blast;

import junretsu.load.LoadPage;

/** The report as one page. */
final class UsersReportHtml {
    private UsersReportHtml() {}

    static String of(UsersReport report) {
        LoadPage page = new LoadPage("junretsu blast users", report.text());
        report.faults().forEach(page::problem);
        for (StageResult stage : report.stages()) {
            for (Operation operation : Operation.values()) {
                if (stage.counts().of(operation).times.count() > 0) {
                    page.latencies(
                            "Time of a " + operation.word() + ", login by "
                                    + stage.way().word(),
                            stage.counts().of(operation).times);
                }
            }
            page.course("Right answers a second, login by " + stage.way().word(), stage.counts().line);
        }
        return page.html();
    }
}
