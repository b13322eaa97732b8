package junretsu.numbers.blast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.load.Figure;
import junretsu.load.LoadPage;
import junretsu.load.page.Quantity;

/** The report as a page, and the figures and the sentence that stand at its top. */
final class NumbersReportPage {
    private NumbersReportPage() {}

    static List<Figure> figures(NumbersReport report) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.count("sent", "lines sent", report.sent()));
        figures.add(Figure.rate("sent_per_s", "lines a second", report.perSecond()));
        if (report.counted() != null) {
            figures.add(Figure.loss("loss", "loss", report.loss()));
        }
        figures.add(Figure.slip(report.lag(), report.config().common().stage().isPaced()));
        figures.add(Figure.time("waited_s", "waited for the server", report.waitedNanos() / 1e9));
        return figures;
    }

    static String finding(NumbersReport report) {
        if (report.counted() == null) {
            return String.format(
                    Locale.ROOT,
                    "%,d numbers were sent; what the server made of them is known with --verify",
                    report.sent());
        }
        return report.isEqual()
                ? String.format(
                        Locale.ROOT,
                        "every number was counted: %,d sent, %,d unique and %,d duplicates",
                        report.sent(),
                        report.unique(),
                        report.duplicates())
                : String.format(Locale.ROOT, "%,d of %,d numbers were not counted", report.lost(), report.sent());
    }

    static void draw(LoadPage page, NumbersReport report) {
        report.sentCourse().drawRates(page, "lines", "received");
        List<String> names = List.of("received", "unique", "duplicates", "rejected");
        long[] sent = {report.sent(), report.unique(), report.duplicates(), report.bad()};
        List<List<String>> rows = new ArrayList<>();
        double[] lengths = new double[sent.length];
        for (int i = 0; i < sent.length; i++) {
            boolean isCounted = report.counted() != null;
            long counted = isCounted ? report.counted().count(names.get(i)) : 0;
            rows.add(List.of(
                    names.get(i),
                    Quantity.COUNT.exact(sent[i]),
                    isCounted ? Quantity.COUNT.exact(counted) : "?",
                    isCounted && counted == sent[i] ? "equal" : ""));
            lengths[i] = sent[i];
        }
        page.bars("What became of the lines", null, List.of("", "sent", "counted", ""), rows, lengths);
        report.sentCourse().drawSlip(page, report.lag());
    }
}
