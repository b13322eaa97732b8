package junretsu.jobs.blast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import junretsu.load.AnsweredCourse;
import junretsu.load.Figure;
import junretsu.load.LoadPage;
import junretsu.load.http.RequestPage;
import junretsu.load.http.RequestReport;
import junretsu.load.page.Quantity;

/** The report as a page, and the figures and the sentence that stand at its top. */
final class JobsReportPage {
    private static final int CALLERS_MAX = 30;

    private JobsReportPage() {}

    static List<Figure> figures(JobsReport report) {
        LoadCounts counts = report.counts();
        return List.of(
                Figure.count("done", "jobs done", counts.ended()),
                Figure.rate("jobs_per_s", "jobs a second", report.jobsPerSecond()),
                Figure.rate("posts_per_s", "accepted a second", report.postsPerSecond()),
                Figure.time("job_p50_s", "until done, p50", counts.jobs.percentileMicros(0.5) / 1e6),
                Figure.time("job_p99_s", "until done, p99", counts.jobs.percentileMicros(0.99) / 1e6),
                Figure.time("post_p99_s", "until accepted, p99", counts.posts.percentileMicros(0.99) / 1e6),
                Figure.loss("loss", "without a result", report.loss()),
                Figure.slip(report.lag(), report.config().isOpenLoop()));
    }

    static String finding(JobsReport report) {
        LoadCounts counts = report.counts();
        return report.config().verify()
                ? String.format(
                        Locale.ROOT,
                        "every answer was right: %,d jobs, %,d answers multiplied back",
                        counts.sent,
                        counts.checked)
                : String.format(
                        Locale.ROOT,
                        "%,d of %,d jobs have a result; whether it is right is known with --verify",
                        counts.sent - counts.withoutResult(),
                        counts.sent);
    }

    static void draw(LoadPage page, JobsReport report) {
        LoadCounts counts = report.counts();
        AnsweredCourse course = new AnsweredCourse(report.sent(), counts.line);
        String from = RequestReport.latencyFrom(report.config().isOpenLoop());
        course.drawRates(page, "Jobs a second", "jobs", "done");
        course.drawLatency(page, "Time until a job was done, over time", from);
        page.histogram("Time until a job was done, from the " + from, counts.jobs);
        page.histogram("Time to accept a job, from the " + from, counts.posts);
        page.histogram("Time to answer a question for a job", counts.gets);
        Map<String, Long> outcomes = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome.word(), counts.of(outcome));
        }
        outcomes.put("not accepted", counts.failed);
        outcomes.put("unknown", counts.unknown);
        outcomes.put("unsent", counts.unsent);
        RequestPage.counts(page, "What became of the jobs", "jobs", outcomes);
        if (report.shares() != null) {
            drawCallers(page, report.shares());
        }
        RequestPage.reasons(page, "Errors of POSTs", counts.postErrors);
        RequestPage.reasons(page, "Errors of GETs", counts.getErrors);
        course.drawSlip(page);
    }

    private static void drawCallers(LoadPage page, CallerShares shares) {
        List<List<String>> rows = new ArrayList<>();
        List<CallerShares.Share> most = shares.most(CALLERS_MAX);
        for (CallerShares.Share share : most) {
            rows.add(List.of(
                    share.caller,
                    Quantity.COUNT.exact(share.jobs),
                    Quantity.TIME.text(share.cpuNanos / 1e9),
                    Quantity.TIME.text(share.meanNanos() / 1e9),
                    Quantity.TIME.text(share.tookNanosMax / 1e9)));
        }
        page.bars(
                "Callers",
                String.format(
                        Locale.ROOT,
                        "Jain's index of worker time %.4f: 1 is equal, 1/%,d is one caller alone.",
                        shares.jainIndex(),
                        shares.callers()),
                List.of("caller", "jobs", "worker time", "mean wait", "longest wait"),
                rows,
                most.stream().mapToDouble(share -> share.cpuNanos).toArray());
    }
}
