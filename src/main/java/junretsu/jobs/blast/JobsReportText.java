package junretsu.jobs.blast;

import java.util.Locale;
import java.util.stream.Collectors;
import junretsu.load.ReportLines;
import junretsu.load.http.ErrorReasons;
import junretsu.load.http.HttpTarget;
import junretsu.text.LogHistogram;

/** The report for people. */
final class JobsReportText {
    private static final int CALLERS_SHOWN_MAX = 20;

    private JobsReportText() {}

    static String of(JobsReport report) {
        ReportLines lines = new ReportLines();
        JobsBlastConfig config = report.config();
        lines.add(
                "blast of %s, %s, %s, %s, seed %d%s",
                targets(config),
                ReportLines.plural(config.connections(), "connection"),
                config.source().numbers(),
                config.source().callers(),
                config.source().seed(),
                report.interrupted() ? ", interrupted" : "");
        posts(lines, report);
        jobs(lines, report);
        times(lines, report);
        errors(lines, "POST", report.counts().postErrors);
        errors(lines, "GET", report.counts().getErrors);
        checks(lines, report);
        if (report.shares() != null) {
            callers(lines, report.shares());
        }
        return lines.toString();
    }

    /** The servers, as the user named them. */
    static String targets(JobsBlastConfig config) {
        return config.targets().stream().map(HttpTarget::toString).collect(Collectors.joining(", "));
    }

    private static void posts(ReportLines lines, JobsReport report) {
        JobsBlastConfig config = report.config();
        LoadCounts counts = report.counts();
        if (config.isOpenLoop()) {
            lines.add(
                    "  asked        %,15d jobs at %,d/s",
                    config.stage().count(), config.rate().perSecond());
        }
        lines.add("  sent         %,15d jobs", counts.sent);
        lines.add(
                "  accepted     %,15d in %.3f s, %,.0f POST/s",
                counts.accepted, counts.acceptedNanos / 1e9, report.postsPerSecond());
        lines.add("  failed       %,15d that the server did not take", counts.failed);
        lines.add("  unknown      %,15d that it may have taken", counts.unknown);
        if (counts.unsent > 0) {
            lines.add("  unsent       %,15d for which no server answered", counts.unsent);
        }
        if (counts.retries > 0) {
            lines.add("  retries      %,15d POSTs sent again", counts.retries);
        }
    }

    private static void jobs(ReportLines lines, JobsReport report) {
        LoadCounts counts = report.counts();
        long open = counts.of(Outcome.OPEN);
        lines.add(
                "  completed    %,15d of the accepted; %,d partial, %,d failed, %,d cancelled, %,d lost, %,d open",
                counts.of(Outcome.COMPLETED),
                counts.of(Outcome.PARTIAL),
                counts.of(Outcome.FAILED),
                counts.of(Outcome.CANCELLED),
                counts.of(Outcome.LOST),
                open);
        lines.add(
                "  done         %15s %s, %,.1f jobs/s",
                String.format(Locale.ROOT, "%.3f s", counts.endedNanos / 1e9),
                open == 0 ? "until all were done" : "until the last that was done",
                report.jobsPerSecond());
    }

    private static void times(ReportLines lines, JobsReport report) {
        String from = report.config().isOpenLoop() ? "the planned time (open loop)" : "sending (closed loop)";
        LoadCounts counts = report.counts();
        latency(lines, "POST", counts.posts, "from " + from);
        latency(lines, "GET ", counts.gets, "from sending");
        latency(lines, "job ", counts.jobs, "until it was seen to be done, from " + from);
        if (report.config().isOpenLoop()) {
            lines.addLag("  lag          ", report.lag());
        }
        lines.add("  generator    %15.1f µs of CPU a job", report.cpuMicrosPerJob());
        report.notes().forEach(note -> lines.add("  cause        %s", note));
    }

    private static void latency(ReportLines lines, String name, LogHistogram latency, String from) {
        lines.add(
                "  %s         %,15d µs p50, %,d p90, %,d p99, %,d max, %s",
                name,
                latency.percentileMicros(0.5),
                latency.percentileMicros(0.9),
                latency.percentileMicros(0.99),
                latency.maxMicros(),
                from);
    }

    private static void errors(ReportLines lines, String method, ErrorReasons errors) {
        errors.counts().forEach((reason, count) -> {
            String example = errors.example(reason);
            lines.add(
                    "  error        %,15d %s: %s%s",
                    count, method, reason, example.isEmpty() ? "" : ", such as " + example);
        });
    }

    private static void checks(ReportLines lines, JobsReport report) {
        LoadCounts counts = report.counts();
        if (report.config().verify()) {
            lines.add(
                    "  verified     %,15d answers multiplied back and their factors tested, %,d wrong",
                    counts.checked, counts.wrong);
        }
        if (report.config().killCheck()) {
            lines.add(
                    "  asked again  %,15d results, %,d changed, %,d not known any more",
                    counts.askedAgain, counts.changed, counts.missing);
        }
    }

    private static void callers(ReportLines lines, CallerShares shares) {
        double all = Math.max(1, shares.cpuNanos());
        lines.add(
                "  fairness     %15.4f Jain's index of %,d callers' worker time, %.3f s in all",
                shares.jainIndex(), shares.callers(), shares.cpuNanos() / 1e9);
        lines.add(
                "  %-28s %10s %10s %12s %8s %12s %12s",
                "caller", "jobs", "done", "worker s", "share", "mean s", "longest s");
        for (CallerShares.Share share : shares.most(CALLERS_SHOWN_MAX)) {
            lines.add(
                    "  %-28s %,10d %,10d %12.3f %7.2f%% %12.3f %12.3f",
                    share.caller,
                    share.jobs,
                    share.ended,
                    share.cpuNanos / 1e9,
                    100 * share.cpuNanos / all,
                    share.meanNanos() / 1e9,
                    share.tookNanosMax / 1e9);
        }
    }
}
