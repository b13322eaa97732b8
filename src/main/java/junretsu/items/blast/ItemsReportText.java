package junretsu.items.blast;

import java.util.stream.Collectors;
import junretsu.load.ReportLines;
import junretsu.load.http.HttpTarget;
import junretsu.load.http.RequestReport;

/** The report for people. */
final class ItemsReportText {
    private ItemsReportText() {}

    static String of(ItemsReport report) {
        ReportLines lines = new ReportLines();
        ItemsBlastConfig config = report.config();
        lines.add(
                "blast of %s, %s, %s, seed %d%s",
                targets(config),
                ReportLines.plural(config.connections(), "connection"),
                ReportLines.plural(config.tenants(), "tenant"),
                config.seed(),
                report.interrupted() ? ", interrupted" : "");
        load(lines, report);
        latency(lines, report);
        RequestReport.addErrors(lines, report.counts());
        checks(lines, report);
        return lines.toString();
    }

    /** The servers, as the user named them. */
    static String targets(ItemsBlastConfig config) {
        return config.targets().stream().map(HttpTarget::toString).collect(Collectors.joining(", "));
    }

    private static void load(ReportLines lines, ItemsReport report) {
        ItemsBlastConfig config = report.config();
        SentCounts counts = report.counts();
        if (config.isOpenLoop()) {
            lines.add(
                    "  asked        %,15d items at %,d/s",
                    config.stage().count(), config.rate().perSecond());
        }
        lines.add("  sent         %,15d items in %,d requests of %,d", counts.items, counts.requests, config.batch());
        lines.add(
                "  acknowledged %,15d items in %.3f s, %,.0f items/s, %,.0f requests/s",
                counts.itemsAcknowledged,
                report.durationNanos() / 1e9,
                report.itemsPerSecond(),
                report.requestsPerSecond());
        lines.add("  failed       %,15d items, of which the server took nothing", counts.itemsFailed);
        lines.add("  unknown      %,15d items, which it may have", counts.itemsUnknown);
        if (counts.unsent > 0) {
            lines.add("  unsent       %,15d items, for which no server answered", counts.unsent);
        }
        if (counts.itemsNewUnsaid == 0) {
            lines.add(
                    "  new          %,15d items, %,d duplicates, as the server answered",
                    counts.itemsNew, counts.itemsRepeated());
        } else {
            lines.add("  new          %15s the server does not say in each answer", "?");
        }
        if (counts.itemsNewAgain > 0) {
            lines.add(
                    "  new again    %,15d items that were acknowledged before: lost, or taken by another node",
                    counts.itemsNewAgain);
        }
        lines.add(
                "  distinct     %,15d items acknowledged, %,d sent",
                report.distinctAcknowledged(), report.distinctSent());
    }

    private static void latency(ReportLines lines, ItemsReport report) {
        RequestReport.addLatency(
                lines, report.counts(), report.lag(), report.config().isOpenLoop());
        lines.add("  generator    %15.1f µs of CPU a request", report.cpuMicrosPerRequest());
        report.notes().forEach(note -> lines.add("  cause        %s", note));
    }

    private static void checks(ReportLines lines, ItemsReport report) {
        int tenants = report.config().tenants();
        if (report.deviations() != null) {
            lines.add(
                    "  counts       %,15d of %,d tenants agree",
                    tenants - report.deviations().size(), tenants);
        }
        Membership membership = report.membership();
        if (membership != null) {
            lines.add(
                    "  looked up    %,15d acknowledged items, %,d missing; %,d never sent, %,d of them there",
                    membership.asked(),
                    membership.missing().size(),
                    membership.askedUnsent(),
                    membership.phantoms().size());
        }
    }
}
