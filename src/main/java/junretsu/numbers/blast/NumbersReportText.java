package junretsu.numbers.blast;

import java.util.Locale;
import junretsu.config.HostPort;
import junretsu.load.NamedCounts;
import junretsu.load.ReportLines;

/** The report for people. */
final class NumbersReportText {
    private NumbersReportText() {}

    static String of(NumbersReport report) {
        ReportLines lines = new ReportLines();
        NumbersBlastConfig config = report.config();
        lines.add(
                "blast of %s%s",
                config.isStdout()
                        ? "standard output"
                        : "tcp " + HostPort.format(report.address()) + ", "
                                + ReportLines.plural(config.connections(), "connection"),
                report.interrupted() ? ", interrupted" : "");
        load(lines, report);
        counts(lines, report);
        if (config.log() != null && !report.interrupted()) {
            lines.add("  log        %15s", report.logProblem() == null ? "exact" : "not what was sent");
        }
        return lines.toString();
    }

    private static void load(ReportLines lines, NumbersReport report) {
        NumbersBlastConfig config = report.config();
        boolean isPaced = !config.common().rate().isMax();
        if (isPaced) {
            lines.add(
                    "  asked      %,15d numbers at %,d/s",
                    config.common().stage().count(), config.common().rate().perSecond());
        }
        lines.add(
                "  sent       %,15d numbers in %.3f s, %,.0f/s",
                report.sent(), report.durationNanos() / 1e9, report.perSecond());
        if (isPaced) {
            lines.addLag("  lag        ", report.lag());
        }
        lines.add(
                "  waited     %15.3f s for %s",
                report.waitedNanos() / 1e9,
                config.isStdout()
                        ? "whoever reads standard output"
                        : "the server (TCP back-pressure), over all connections");
        report.notes().forEach(note -> lines.add("  cause        %s", note));
    }

    private static void counts(ReportLines lines, NumbersReport report) {
        NamedCounts counted = report.counted();
        lines.add("  unique     %,15d%s", report.unique(), against(counted, "unique"));
        lines.add("  duplicates %,15d%s", report.duplicates(), against(counted, "duplicates"));
        if (report.config().bad() > 0) {
            lines.add("  bad lines  %,15d%s", report.bad(), against(counted, "rejected"));
        }
        if (counted != null) {
            lines.add("  lost       %,15d numbers on the way, loss %.4f%%", report.lost(), 100 * report.loss());
            lines.add("  equal      %15s", report.isEqual() ? "yes" : "no");
        }
    }

    private static String against(NamedCounts counted, String name) {
        return counted == null ? "" : String.format(Locale.ROOT, "   the server: %,15d", counted.count(name));
    }
}
