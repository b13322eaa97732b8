package junretsu.votes.blast.crowd;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import junretsu.load.AnsweredCourse;
import junretsu.load.Figure;
import junretsu.load.LoadPage;
import junretsu.load.Rate;
import junretsu.load.http.RequestPage;
import junretsu.text.LogHistogram;

/** The report as a page, and the figures and the sentence that stand at its top. */
final class CrowdReportPage {
    private CrowdReportPage() {}

    static List<Figure> figures(CrowdReport report) {
        CrowdBook book = report.book();
        LogHistogram screen = report.screen();
        return List.of(
                Figure.count("voters", "voters connected", report.ramp().open()),
                Figure.rate(
                        "acknowledged_per_s",
                        "acknowledged a second",
                        Rate.perSecond(book.counted, report.durationNanos())),
                Figure.time("ack_p50_s", "tap to acknowledged, p50", book.latency.percentileMicros(0.5) / 1e6),
                Figure.time("ack_p99_s", "tap to acknowledged, p99", book.latency.percentileMicros(0.99) / 1e6),
                Figure.time(
                        "screen_p99_s",
                        "tap to screen, p99",
                        screen == null ? Double.NaN : screen.percentileMicros(0.99) / 1e6),
                Figure.loss("loss", "without an outcome", report.loss()),
                Figure.slip(report.lag(), true));
    }

    static String finding(CrowdReport report) {
        CrowdBook book = report.book();
        if (report.verdict() == null) {
            return String.format(
                    Locale.ROOT,
                    "%,d of %,d votes were acknowledged; whether they were counted is known with --verify",
                    book.counted,
                    book.tapped);
        }
        return report.verdict().isEqual()
                ? String.format(
                        Locale.ROOT,
                        "every vote that was acknowledged was counted: %,d of %,d tapped",
                        book.counted,
                        book.tapped)
                : String.format(
                        Locale.ROOT,
                        "no vote that was acknowledged is missing: %,d, and the server counted %,d",
                        book.counted,
                        report.verdict().sum());
    }

    static void draw(LoadPage page, CrowdReport report) {
        CrowdBook book = report.book();
        AnsweredCourse course = new AnsweredCourse(report.sent(), book.line);
        course.drawRates(page, "Votes a second", "votes", "acknowledged");
        course.drawLatency(page, "Tap to acknowledged over time", "planned time");
        page.histogram("Tap to acknowledged, from the planned time", book.latency);
        if (report.screen() != null) {
            page.histogram("Tap to on screen", report.screen());
        }
        Map<String, Long> outcomes = new LinkedHashMap<>();
        outcomes.put("acknowledged", book.counted);
        outcomes.put("limited", book.limited);
        outcomes.put("rejected", book.rejected);
        outcomes.put("unknown", book.unknown);
        outcomes.put("not sent", book.unsent());
        RequestPage.counts(page, "What became of the votes", "votes", outcomes);
        Map<String, Long> buttons = new LinkedHashMap<>();
        for (int button = 0; button < book.sentOf.length; button++) {
            if (book.sentOf[button] > 0) {
                buttons.put(Integer.toString(button), book.sentOf[button]);
            }
        }
        RequestPage.counts(page, "Buttons", "sent", buttons);
        RequestPage.reasons(page, "Connections lost or refused", book.losses);
        RequestPage.reasons(page, "Wrong", book.wrongs);
        course.drawSlip(page);
    }
}
