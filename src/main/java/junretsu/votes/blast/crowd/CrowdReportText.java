package junretsu.votes.blast.crowd;

import java.util.Locale;
import java.util.stream.IntStream;
import junretsu.load.Rate;
import junretsu.load.ReportLines;
import junretsu.load.http.ErrorReasons;
import junretsu.text.LogHistogram;

/** The report for people. */
final class CrowdReportText {
    private static final int BUTTONS_MAX = 16;

    private final ReportLines lines = new ReportLines();

    private CrowdReportText() {}

    static String of(CrowdReport report) {
        CrowdReportText text = new CrowdReportText();
        text.head(report);
        text.votes(report);
        text.times(report);
        text.reasons("lost", report.book().losses);
        text.reasons("wrong", report.book().wrongs);
        if (report.verdict() != null) {
            text.verdict(report);
        }
        return text.lines.toString();
    }

    private void head(CrowdReport report) {
        CrowdBlastConfig config = report.config();
        lines.add(
                "blast of a crowd on %s, %s%s, %s a message, seed %d%s",
                config.target(),
                ReportLines.plural(config.clients(), "voter"),
                config.sources() == 0 ? "" : " from " + ReportLines.plural(config.sources(), "address"),
                ReportLines.plural(config.burst(), "vote"),
                config.seed(),
                report.interrupted() ? ", interrupted" : "");
        lines.add(
                "  connected    %,15d of %,d voters in %.1f s before the first tap",
                report.ramp().open(), config.clients(), report.ramp().nanos() / 1e9);
        if (report.book().refusals + report.book().reconnects > 0) {
            lines.add(
                    "  refused      %,15d attempts to connect; %,d connections made again",
                    report.book().refusals, report.book().reconnects);
        }
    }

    private void votes(CrowdReport report) {
        CrowdBook book = report.book();
        CrowdBlastConfig config = report.config();
        lines.add(
                "  asked        %,15d votes at %,d/s",
                config.messages() * config.burst(), config.rate().perSecond());
        lines.add("  tapped       %,15d votes", book.tapped);
        lines.add("  sent         %,15d votes in %,d messages", book.sent, book.messages);
        lines.add(
                "  counted      %,15d votes, as acknowledged, in %.3f s, %,.0f/s",
                book.counted, report.durationNanos() / 1e9, Rate.perSecond(book.counted, report.durationNanos()));
        lines.add("  limited      %,15d votes, over the server's rate for a client", book.limited);
        if (book.rejected > 0) {
            lines.add("  rejected     %,15d votes, for buttons that the event does not have", book.rejected);
        }
        lines.add("  unknown      %,15d votes, sent without an answer: counted or not", book.unknown);
        lines.add("  unsent       %,15d votes, for want of a connection", book.unsent());
    }

    private void times(CrowdReport report) {
        latency("tap to ack", report.book().latency, "tap to acknowledged, from the planned time (open loop)");
        if (report.screen() != null) {
            latency("on screen", report.screen(), "tap to the first frame that holds it" + disturbed(report));
        }
        if (report.screenFailure() != null) {
            lines.add("  on screen    measured no more: %s", report.screenFailure());
        }
        lines.addLag("  lag          ", report.lag());
        lines.add("  generator    %15.1f µs of CPU a message", report.cpuMicrosPerMessage());
        report.notes().forEach(note -> lines.add("  cause        %s", note));
    }

    private static String disturbed(CrowdReport report) {
        return report.isScreenDisturbed() ? "; perhaps too short, since others may have been counted" : "";
    }

    private void latency(String name, LogHistogram times, String remark) {
        lines.add(
                "  %-12s %,15d µs p50, %,d p90, %,d p99, %,d max, %s",
                name,
                times.percentileMicros(0.5),
                times.percentileMicros(0.9),
                times.percentileMicros(0.99),
                times.maxMicros(),
                remark);
    }

    private void reasons(String name, ErrorReasons reasons) {
        reasons.counts().forEach((reason, count) -> {
            String example = reasons.example(reason);
            lines.add("  %-12s %,15d %s%s", name, count, reason, example.isEmpty() ? "" : ", such as " + example);
        });
    }

    private void verdict(CrowdReport report) {
        CrowdVerdict verdict = report.verdict();
        String rejected = verdict.rejected() == 0
                ? ""
                : String.format(Locale.ROOT, ", and rejected %,d of buttons that it does not have", verdict.rejected());
        lines.add("  server       %,15d votes counted%s", verdict.sum(), rejected);
        if (verdict.late() > 0) {
            lines.add("  late         %,15d votes, counted in no round while voting was closed", verdict.late());
        }
        lines.add("  missing      %,15d votes that were acknowledged", verdict.missing());
        lines.add("  not from here%,15d votes, and %,d for other buttons", verdict.extra(), verdict.others());
        long[] sent = report.book().sentOf;
        int[] pressed = IntStream.range(0, sent.length)
                .filter(button -> sent[button] != 0 || verdict.buttons()[button] != 0)
                .toArray();
        if (pressed.length > BUTTONS_MAX) {
            lines.add("  buttons      %,15d", pressed.length);
            return;
        }
        lines.add("  button                  sent          counted");
        for (int button : pressed) {
            long counted = verdict.buttons()[button];
            lines.add(
                    "  %10d  %,15d  %,15d%s", button, sent[button], counted, counted == sent[button] ? "  equal" : "");
        }
    }
}
