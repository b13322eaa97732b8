package junretsu.users.blast;

import java.util.Locale;
import java.util.stream.Collectors;
import junretsu.load.ReportLines;
import junretsu.load.http.ErrorReasons;
import junretsu.text.LogHistogram;

/** The report for people. */
final class UsersReportText {
    private UsersReportText() {}

    static String of(UsersReport report) {
        UsersBlastConfig config = report.config();
        ReportLines lines = new ReportLines();
        lines.add(
                "blast of %s, %s, %s, %,d users from id%d, pick %s, mix %s, seed %d%s",
                config.target(),
                ReportLines.plural(config.clients(), "client"),
                config.isOpenLoop()
                        ? String.format(
                                Locale.ROOT, "open loop at %,d/s", config.rate().perSecond())
                        : "closed loop",
                config.users(),
                config.first(),
                config.pick(),
                config.mix(),
                config.seed(),
                report.interrupted() ? ", interrupted" : "");
        report.stages().forEach(stage -> stage(lines, stage));
        if (report.stages().size() > 1) {
            lines.add("logins a second: %s", rates(report));
        }
        return lines.toString();
    }

    /** The rates of all ways beside each other: one alone would say little about a server of passwords. */
    private static String rates(UsersReport report) {
        return report.stages().stream()
                .filter(stage -> stage.way() != LoginWay.TOKEN)
                .map(stage ->
                        String.format(Locale.ROOT, "%s %,.0f", stage.way().word(), stage.perSecond(Operation.LOGIN)))
                .collect(Collectors.joining(", "));
    }

    private static void stage(ReportLines lines, StageResult stage) {
        LoadCounts counts = stage.counts();
        lines.add(
                "login by %s: %,d operations in %.3f s, %,.0f/s right; times in µs from %s",
                stage.way().word(),
                counts.sent(),
                stage.endedNanos() / 1e9,
                stage.perSecond(),
                stage.stage().isPaced() ? "the planned time (open loop)" : "their start (closed loop)");
        lines.add(
                "  %-10s %10s %10s %8s %8s %8s %8s %9s %9s %9s %7s",
                "", "sent", "right/s", "p50", "p90", "p99", "p99.9", "max", "refused", "failed", "wrong");
        for (Operation operation : Operation.values()) {
            if (counts.of(operation).sent > 0) {
                row(lines, stage, operation);
            }
        }
        if (stage.stage().isPaced()) {
            lines.addLag("  lag          ", stage.lag());
        }
        lines.add("  generator    %15.1f µs of CPU an operation", stage.cpuMicros());
        if (counts.hashesComputed > 0) {
            lines.add("  generator    %15d slow hashes for SCRAM, while answers waited", counts.hashesComputed);
        }
        if (counts.unsent > 0) {
            lines.add("  unsent       %,15d operations, for which no server answered", counts.unsent);
        }
        reasons(lines, "refused", counts.refusals);
        reasons(lines, "failed", counts.failures);
        reasons(lines, "wrong", counts.wrongs);
        reasons(lines, "lost", counts.reconnects);
        counts.wrongExamples.forEach(example -> lines.add("  wrong        %s", example));
        if (stage.verified() != null) {
            lines.add(
                    "  verified     %s; it hashed %,d passwords meanwhile",
                    stage.verified().deviations().isEmpty()
                            ? "the server has counted the same requests"
                            : "the server has counted other requests",
                    stage.verified().hashes());
        }
        if (!stage.keptUp()) {
            lines.add("  this load did not keep up: where times are long, the server or too few clients, else this"
                    + " generator");
        }
    }

    private static void row(ReportLines lines, StageResult stage, Operation operation) {
        LoadCounts.OperationCounts counts = stage.counts().of(operation);
        LogHistogram times = counts.times;
        lines.add(
                "  %-10s %,10d %,10.0f %,8d %,8d %,8d %,8d %,9d %,9d %,9d %,7d",
                operation.word(),
                counts.sent,
                stage.perSecond(operation),
                times.percentileMicros(0.5),
                times.percentileMicros(0.9),
                times.percentileMicros(0.99),
                times.percentileMicros(0.999),
                times.maxMicros(),
                counts.of(Outcome.REFUSED),
                counts.of(Outcome.FAILED),
                counts.of(Outcome.WRONG));
    }

    private static void reasons(ReportLines lines, String name, ErrorReasons reasons) {
        reasons.counts().forEach((reason, count) -> lines.add("  %-10s   %,15d %s", name, count, reason));
    }
}
