package junretsu.votes.blast;

import java.util.Locale;
import java.util.stream.IntStream;
import junretsu.config.HostPort;
import junretsu.load.ReportLines;

/** The report for people. */
final class VotesReportText {
    private static final int BUTTONS_MAX = 16;

    private final ReportLines lines = new ReportLines();

    private VotesReportText() {}

    static String of(VotesReport report) {
        VotesReportText text = new VotesReportText();
        text.head(report);
        if (report.config().plan().size() == 1) {
            report.stages().forEach(text::stage);
        } else {
            text.ramp(report);
        }
        report.notes().forEach(note -> text.lines.add("  cause    %s", note));
        return text.lines.toString();
    }

    private void head(VotesReport report) {
        VotesBlastConfig config = report.config();
        lines.add("blast of udp %s%s", HostPort.format(report.address()), report.interrupted() ? ", interrupted" : "");
        lines.add(
                "  engine %s, %s, %s, %s a datagram",
                report.engine(),
                ReportLines.plural(config.threads(), "thread"),
                ReportLines.plural(config.sockets(), "socket"),
                ReportLines.plural(config.payload(), "vote"));
    }

    private void stage(StageResult stage) {
        if (stage.stage().isPaced()) {
            lines.add(
                    "  asked    %,15d votes at %,d/s",
                    stage.asked(), stage.stage().rate().perSecond());
        } else {
            lines.add("  asked        as many votes as the machine can");
        }
        lines.add("  offered  %,15d votes", stage.offered());
        lines.add(
                "  sent     %,15d votes in %,d datagrams and %.3f s, %,.0f/s",
                stage.sent(), stage.sentDatagrams(), stage.durationNanos() / 1e9, stage.rate());
        if (stage.errors() > 0) {
            lines.add("  refused  %,15d datagrams by this machine's kernel%s", stage.errors(), reason(stage));
        }
        if (stage.stage().isPaced()) {
            lines.addLag("  lag      ", stage.lag());
        }
        if (stage.verdict() != null) {
            verdict(stage);
        }
    }

    private void verdict(StageResult stage) {
        Verdict verdict = stage.verdict();
        lines.add(
                "  counted  %,15d votes, %,.0f/s", verdict.counted(), verdict.counted() * 1e9 / stage.durationNanos());
        lines.add("  rejected %,15d votes for buttons that the event does not have", verdict.rejected());
        if (verdict.limited() > 0) {
            lines.add("  limited  %,15d votes over the server's --limit-source", verdict.limited());
        }
        if (verdict.late() > 0) {
            lines.add("  late     %,15d votes in no round, while voting was closed", verdict.late());
        }
        lines.add(
                "  dropped  %,15d votes%s in %,d packets by the server's kernel",
                verdict.dropped(),
                stage.joinsDatagrams() && verdict.dropped() > 0 ? " at most" : "",
                verdict.droppedPackets());
        lines.add("  lost     %,15d votes on the way", verdict.lost());
        lines.add(
                "  equation %,15d sent%s = %,d counted + %,d rejected%s%s + %,d dropped + %,d lost",
                stage.sent(),
                term(verdict.extra(), "not from here"),
                verdict.counted(),
                verdict.rejected(),
                term(verdict.limited(), "limited"),
                term(verdict.late(), "late"),
                verdict.dropped(),
                verdict.lost());
        lines.add("  loss     %14.4f%%", 100 * verdict.loss());
        buttons(stage.buttons(), verdict);
    }

    private static String term(long votes, String name) {
        return votes == 0 ? "" : String.format(Locale.ROOT, " + %,d %s", votes, name);
    }

    private void buttons(long[] sent, Verdict verdict) {
        int[] pressed = IntStream.range(0, sent.length)
                .filter(button -> sent[button] != 0 || verdict.buttons()[button] != 0)
                .toArray();
        if (pressed.length > BUTTONS_MAX) {
            long unequal = IntStream.of(pressed)
                    .filter(button -> sent[button] != verdict.buttons()[button])
                    .count();
            lines.add(
                    "  buttons  %,15d, of which %,d were counted as often as sent",
                    pressed.length, pressed.length - unequal);
            return;
        }
        lines.add("  button              sent          counted");
        for (int button : pressed) {
            long counted = verdict.buttons()[button];
            lines.add("  %6d  %,15d  %,15d%s", button, sent[button], counted, counted == sent[button] ? "  equal" : "");
        }
    }

    private void ramp(VotesReport report) {
        boolean isVerified = report.config().common().verify() != null;
        lines.add("");
        lines.add(
                "        asked/s        sent/s   lag p99 µs%s",
                isVerified ? "        dropped           lost       loss" : "");
        for (StageResult stage : report.stages()) {
            Verdict verdict = stage.verdict();
            String fate = verdict == null
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "  %,13d  %,13d  %8.4f%%",
                            verdict.dropped(),
                            verdict.lost(),
                            100 * verdict.loss());
            lines.add(
                    "  %,13d %,13.0f %,12d%s%s",
                    stage.stage().rate().perSecond(),
                    stage.rate(),
                    stage.lag().percentileMicros(0.99),
                    fate,
                    stage.keptUp() ? "" : "  generator did not keep up");
        }
        lines.add("");
        lines.add("%s", conclusion(report, isVerified));
    }

    private static String conclusion(VotesReport report, boolean isVerified) {
        String interrupted = report.interrupted()
                ? "; interrupted in stage " + report.stages().size() + " of "
                        + report.config().plan().size()
                : "";
        return finding(report, isVerified) + interrupted;
    }

    private static String finding(VotesReport report, boolean isVerified) {
        StageResult begins = report.lossBeginsAt();
        if (begins != null) {
            return String.format(
                    Locale.ROOT,
                    "loss begins at %,d votes/s",
                    begins.stage().rate().perSecond());
        }
        StageResult behind = report.stages().stream()
                .filter(stage -> !stage.keptUp())
                .findFirst()
                .orElse(null);
        String limit = behind == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; the generator's own limit is below %,d votes/s",
                        behind.stage().rate().perSecond());
        String noLoss = report.interrupted() ? "no loss so far" : "no loss at any rate";
        return (isVerified ? noLoss : "what was lost is known only with --verify") + limit;
    }

    private static String reason(StageResult stage) {
        return stage.lastError() == null ? " (nothing listens there)" : " (" + stage.lastError() + ")";
    }
}
