package junretsu.users.blast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.load.AnsweredCourse;
import junretsu.load.Figure;
import junretsu.load.LoadPage;
import junretsu.load.http.RequestPage;
import junretsu.load.http.RequestReport;
import junretsu.load.page.Quantity;

/** The report as a page, and the figures and the sentence that stand at its top. */
final class UsersReportPage {
    private UsersReportPage() {}

    static List<Figure> figures(UsersReport report) {
        List<Figure> figures = new ArrayList<>();
        boolean isAlone = report.stages().size() == 1;
        for (StageResult stage : report.stages()) {
            String way = isAlone ? "" : stage.way().word() + "_";
            String by = isAlone ? "" : ", " + stage.way().word();
            figures.add(Figure.rate(way + "right_per_s", "right a second" + by, stage.perSecond()));
            for (Operation operation : Operation.values()) {
                if (stage.counts().of(operation).times.count() > 0) {
                    double p99 = stage.counts().of(operation).times.percentileMicros(0.99) / 1e6;
                    figures.add(Figure.time(way + operation.word() + "_p99_s", operation.word() + " p99" + by, p99));
                }
            }
        }
        figures.add(Figure.loss("loss", "failed, refused or not sent", report.loss()));
        figures.add(Figure.slip(report.lag(), report.config().isOpenLoop()));
        return figures;
    }

    static String finding(UsersReport report) {
        boolean isVerified = report.stages().stream().allMatch(stage -> stage.verified() != null);
        return String.format(
                Locale.ROOT,
                "every answer was right: %,d operations%s",
                report.sum(Outcome.OK),
                isVerified ? ", and the server's counts agree" : "; the server's counts are compared with --verify");
    }

    static void draw(LoadPage page, UsersReport report) {
        AnsweredCourse course = report.allStages();
        String from = RequestReport.latencyFrom(report.config().isOpenLoop());
        course.drawRates(page, "Operations a second", "operations", "answered right");
        course.drawLatency(page, "Latency over time", from);
        drawOperations(page, report);
        for (StageResult stage : report.stages()) {
            for (Operation operation : Operation.values()) {
                page.histogram(
                        "Time of a " + operation.word() + ", login by "
                                + stage.way().word() + ", from the " + from,
                        stage.counts().of(operation).times);
            }
            RequestPage.reasons(page, "Refused", stage.counts().refusals);
            RequestPage.reasons(page, "Failed", stage.counts().failures);
            RequestPage.reasons(page, "Wrong", stage.counts().wrongs);
        }
        course.drawSlip(page);
    }

    private static void drawOperations(LoadPage page, UsersReport report) {
        List<List<String>> rows = new ArrayList<>();
        List<Double> lengths = new ArrayList<>();
        for (StageResult stage : report.stages()) {
            for (Operation operation : Operation.values()) {
                LoadCounts.OperationCounts counts = stage.counts().of(operation);
                if (counts.sent > 0) {
                    rows.add(List.of(
                            operation.word(),
                            stage.way().word(),
                            Quantity.COUNT.exact(counts.of(Outcome.OK)),
                            Quantity.RATE.exact(stage.perSecond(operation)),
                            Quantity.TIME.text(counts.times.percentileMicros(0.5) / 1e6),
                            Quantity.TIME.text(counts.times.percentileMicros(0.99) / 1e6),
                            Quantity.COUNT.exact(counts.sent - counts.of(Outcome.OK))));
                    lengths.add((double) counts.of(Outcome.OK));
                }
            }
        }
        page.bars(
                "Operations",
                null,
                List.of("operation", "login by", "right", "rate", "p50", "p99", "not right"),
                rows,
                lengths.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
