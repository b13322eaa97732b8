package junretsu.votes.blast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import junretsu.config.HostPort;

/** The report for people. */
public final class VotesReportText {
    private static final int BUTTONS_MAX = 16;

    private final List<String> lines = new ArrayList<>();

    private VotesReportText() {}

    public static String of(VotesReport report) {
        VotesReportText text = new VotesReportText();
        text.head(report);
        if (report.config().plan().size() == 1) {
            report.stages().forEach(text::stage);
        } else {
            text.ramp(report);
        }
        return String.join("\n", text.lines);
    }

    private void head(VotesReport report) {
        VotesBlastConfig config = report.config();
        add("blast of udp %s%s", HostPort.format(report.target()), report.interrupted() ? ", interrupted" : "");
        add(
                "  engine %s, %s, %s, %s a datagram",
                report.engine(),
                plural(config.threads(), "thread"),
                plural(config.sockets(), "socket"),
                plural(config.payload(), "vote"));
    }

    private void stage(StageResult stage) {
        if (stage.stage().isPaced()) {
            add("  asked    %,15d votes at %,d/s", stage.asked(), stage.stage().votesPerSecond());
        } else {
            add("  asked        as many votes as the machine can");
        }
        add("  offered  %,15d votes", stage.offered());
        add(
                "  sent     %,15d votes in %,d datagrams and %.3f s, %,.0f/s",
                stage.sent(), stage.sentDatagrams(), stage.durationNanos() / 1e9, stage.rate());
        if (stage.errors() > 0) {
            add("  refused  %,15d datagrams by this machine's kernel%s", stage.errors(), reason(stage));
        }
        if (stage.stage().isPaced()) {
            add(
                    "  lag      %,15d µs p50, %,d µs p99, %,d µs max behind the schedule",
                    stage.lag().percentileMicros(0.5),
                    stage.lag().percentileMicros(0.99),
                    stage.lag().maxMicros());
        }
        if (!stage.keptUp()) {
            add("  this generator did not keep up: a loss or a rate below is its own limit");
        }
        if (stage.verdict() != null) {
            verdict(stage);
        }
    }

    private void verdict(StageResult stage) {
        Verdict verdict = stage.verdict();
        add("  counted  %,15d votes, %,.0f/s", verdict.counted(), verdict.counted() * 1e9 / stage.durationNanos());
        add("  rejected %,15d votes for buttons that the event does not have", verdict.rejected());
        add(
                "  dropped  %,15d votes%s in %,d packets by the server's kernel",
                verdict.dropped(),
                stage.joinsDatagrams() && verdict.dropped() > 0 ? " at most" : "",
                verdict.droppedPackets());
        add("  lost     %,15d votes on the way", verdict.lost());
        String extra =
                verdict.extra() == 0 ? "" : String.format(Locale.ROOT, " + %,d that others sent", verdict.extra());
        add(
                "  equation %,15d sent%s = %,d counted + %,d rejected + %,d dropped + %,d lost",
                stage.sent(), extra, verdict.counted(), verdict.rejected(), verdict.dropped(), verdict.lost());
        add("  loss     %14.4f%%", 100 * verdict.loss());
        buttons(stage.buttons(), verdict);
    }

    private void buttons(long[] sent, Verdict verdict) {
        int[] pressed = IntStream.range(0, sent.length)
                .filter(button -> sent[button] != 0 || verdict.buttons()[button] != 0)
                .toArray();
        if (pressed.length > BUTTONS_MAX) {
            long unequal = IntStream.of(pressed)
                    .filter(button -> sent[button] != verdict.buttons()[button])
                    .count();
            add(
                    "  buttons  %,15d, of which %,d were counted as often as sent",
                    pressed.length, pressed.length - unequal);
            return;
        }
        add("  button              sent          counted");
        for (int button : pressed) {
            long counted = verdict.buttons()[button];
            add("  %6d  %,15d  %,15d%s", button, sent[button], counted, counted == sent[button] ? "  equal" : "");
        }
    }

    private void ramp(VotesReport report) {
        boolean isVerified = report.config().verify() != null;
        add("");
        add(
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
            add(
                    "  %,13d %,13.0f %,12d%s%s",
                    stage.stage().votesPerSecond(),
                    stage.rate(),
                    stage.lag().percentileMicros(0.99),
                    fate,
                    stage.keptUp() ? "" : "  generator did not keep up");
        }
        add("");
        add("%s", conclusion(report, isVerified));
    }

    private static String conclusion(VotesReport report, boolean isVerified) {
        StageResult begins = report.lossBeginsAt();
        if (begins != null) {
            return String.format(
                    Locale.ROOT, "loss begins at %,d votes/s", begins.stage().votesPerSecond());
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
                        behind.stage().votesPerSecond());
        return (isVerified ? "no loss at any rate" : "what was lost is known only with --verify") + limit;
    }

    private static String reason(StageResult stage) {
        return stage.lastError() == null ? " (nothing listens there)" : " (" + stage.lastError() + ")";
    }

    private static String plural(int number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    private void add(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }
}
