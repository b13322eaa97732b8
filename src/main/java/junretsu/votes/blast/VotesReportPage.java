package junretsu.votes.blast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import junretsu.load.Figure;
import junretsu.load.LoadPage;
import junretsu.load.Rate;
import junretsu.load.page.Quantity;
import junretsu.votes.VoteWire;

/** The report as a page, and the figures and the sentence that stand at its top. */
final class VotesReportPage {
    private VotesReportPage() {}

    static List<Figure> figures(VotesReport report) {
        List<StageResult> stages = report.stages();
        long sent = stages.stream().mapToLong(StageResult::sent).sum();
        long nanos = stages.stream().mapToLong(StageResult::durationNanos).sum();
        boolean isPaced = report.config().plan().get(0).isPaced();
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.count("sent", "votes sent", sent));
        figures.add(Figure.rate("sent_per_s", "sent a second", Rate.perSecond(sent, nanos)));
        if (stages.stream().anyMatch(stage -> stage.verdict() != null)) {
            long counted = stages.stream()
                    .filter(stage -> stage.verdict() != null)
                    .mapToLong(stage -> stage.verdict().counted())
                    .sum();
            figures.add(Figure.rate("counted_per_s", "counted a second", Rate.perSecond(counted, nanos)));
            figures.add(Figure.loss("loss", "loss", report.loss()));
        }
        if (report.config().plan().size() > 1) {
            figures.add(Figure.rate("lossless_per_s", "highest rate without loss", losslessRate(report)));
        }
        figures.add(Figure.slip(report.lag(), isPaced));
        return figures;
    }

    /** The rate sent in the last stage before loss began; NaN when nothing was verified. */
    private static double losslessRate(VotesReport report) {
        StageResult begins = report.lossBeginsAt();
        return report.stages().stream()
                .takeWhile(stage -> stage != begins)
                .filter(stage -> stage.verdict() != null)
                .mapToDouble(StageResult::rate)
                .max()
                .orElse(Double.NaN);
    }

    static String finding(VotesReport report) {
        long sent = report.stages().stream().mapToLong(StageResult::sent).sum();
        if (!report.isVerified()) {
            return String.format(
                    Locale.ROOT, "%,d votes were sent; whether they were counted is known with --verify", sent);
        }
        long missing = report.missing();
        if (report.isProven()) {
            return String.format(Locale.ROOT, "every vote was counted: %,d sent, none missing", sent);
        }
        String others = others(report.stages());
        return missing > 0
                ? String.format(
                        Locale.ROOT,
                        "%,d of %,d votes were not counted (%.4f%%)%s",
                        missing,
                        sent,
                        100.0 * missing / sent,
                        others)
                : String.format(
                        Locale.ROOT,
                        "of %,d votes sent none is missing, yet not each was counted as sent%s",
                        sent,
                        others);
    }

    /** Counts beside those of votes counted as sent, as the end of a sentence. */
    private static String others(List<StageResult> stages) {
        List<Verdict> verdicts = verdicts(stages);
        List<String> counts = new ArrayList<>();
        addCount(counts, "rejected", verdicts.stream().mapToLong(Verdict::rejected));
        addCount(counts, "limited", verdicts.stream().mapToLong(Verdict::limited));
        addCount(counts, "late", verdicts.stream().mapToLong(Verdict::late));
        addCount(counts, "not from here", verdicts.stream().mapToLong(Verdict::extra));
        return counts.isEmpty() ? "" : ": " + String.join(", ", counts);
    }

    private static void addCount(List<String> counts, String what, LongStream numbers) {
        long sum = numbers.sum();
        if (sum > 0) {
            counts.add(String.format(Locale.ROOT, "%,d %s", sum, what));
        }
    }

    private static List<Verdict> verdicts(List<StageResult> stages) {
        return stages.stream()
                .map(StageResult::verdict)
                .filter(verdict -> verdict != null)
                .toList();
    }

    static void draw(LoadPage page, VotesReport report) {
        report.sent().drawRates(page, "votes", "total");
        report.sent().drawDrops(page, "dropped");
        if (report.config().plan().size() > 1) {
            drawStages(page, report);
        }
        if (report.stages().stream().anyMatch(stage -> stage.verdict() != null)) {
            drawFate(page, report.stages());
        }
        drawButtons(page, report.stages());
        report.sent().drawSlip(page, report.lag());
    }

    private static void drawStages(LoadPage page, VotesReport report) {
        List<List<String>> rows = new ArrayList<>();
        for (StageResult stage : report.stages()) {
            Verdict verdict = stage.verdict();
            rows.add(List.of(
                    Quantity.RATE.exact(stage.stage().rate().perSecond()),
                    Quantity.RATE.exact(stage.rate()),
                    Quantity.TIME.text(stage.lag().percentileMicros(0.99) / 1e6),
                    verdict == null ? "" : Quantity.COUNT.exact(verdict.dropped()),
                    verdict == null ? "" : Quantity.COUNT.exact(verdict.lost()),
                    verdict == null ? "" : Quantity.SHARE.exact(verdict.loss()),
                    stage.keptUp() ? "" : "generator did not keep up"));
        }
        StageResult begins = report.lossBeginsAt();
        page.bars(
                "The ramp",
                begins == null
                        ? null
                        : "Loss begins at "
                                + Quantity.RATE.exact(begins.stage().rate().perSecond()) + ".",
                List.of("asked", "sent", "slip p99", "dropped", "lost", "loss", ""),
                rows,
                report.stages().stream().mapToDouble(StageResult::rate).toArray());
    }

    private static void drawFate(LoadPage page, List<StageResult> stages) {
        List<Verdict> verdicts = verdicts(stages);
        double[] counts = {
            verdicts.stream().mapToLong(Verdict::counted).sum(),
            verdicts.stream().mapToLong(Verdict::rejected).sum(),
            verdicts.stream().mapToLong(Verdict::limited).sum(),
            verdicts.stream().mapToLong(Verdict::late).sum(),
            verdicts.stream().mapToLong(Verdict::dropped).sum(),
            verdicts.stream().mapToLong(Verdict::lost).sum(),
            verdicts.stream().mapToLong(Verdict::extra).sum()
        };
        List<String> names = List.of(
                "counted",
                "rejected: no such button",
                "limited: its source was over its rate",
                "late: voting was closed",
                "dropped by the server's kernel",
                "lost on the way",
                "counted, and not from here");
        List<List<String>> rows = IntStream.range(0, counts.length)
                .mapToObj(i -> List.of(names.get(i), Quantity.COUNT.exact(counts[i])))
                .toList();
        page.bars("What became of the votes", null, List.of("", "votes"), rows, counts);
    }

    private static void drawButtons(LoadPage page, List<StageResult> stages) {
        List<List<String>> rows = new ArrayList<>();
        List<Double> lengths = new ArrayList<>();
        boolean isVerified = stages.stream().allMatch(stage -> stage.verdict() != null);
        for (int button = 0; button < VoteWire.BUTTONS; button++) {
            int pressed = button;
            long sent =
                    stages.stream().mapToLong(stage -> stage.buttons()[pressed]).sum();
            long counted = isVerified
                    ? stages.stream()
                            .mapToLong(stage -> stage.verdict().buttons()[pressed])
                            .sum()
                    : 0;
            if (sent > 0 || counted > 0) {
                rows.add(List.of(
                        Integer.toString(button),
                        Quantity.COUNT.exact(sent),
                        isVerified ? Quantity.COUNT.exact(counted) : "?",
                        !isVerified ? "" : counted == sent ? "equal" : Quantity.COUNT.exact(counted - sent)));
                lengths.add((double) sent);
            }
        }
        page.bars(
                "Buttons",
                null,
                List.of("button", "sent", "counted", ""),
                rows,
                lengths.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
