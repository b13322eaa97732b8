package junretsu.load;

import java.util.Locale;
import java.util.stream.DoubleStream;
import junretsu.load.page.Quantity;
import junretsu.load.page.TimeChart;

/**
 * The course of a load that gets no answers: what was sent, when and how late, and what the server counted meanwhile.
 *
 * @param sent with its lag
 * @param counts of the server; null when it was not asked
 * @param startNanos of the load on the clock
 */
public record SentCourse(TimeLine sent, LiveCounts counts, long startNanos) {
    public SentCourse {
        sent.trim();
    }

    /**
     * The course as a table.
     *
     * @param names of the server's counts
     */
    public Course table(String... names) {
        Course course = new Course(sent).count("sent", sent);
        if (sent.isTimed()) {
            course.times("slip", sent);
        }
        for (String name : names) {
            course.grown(name.equals("total") ? "counted" : name, counts, name, startNanos);
        }
        return course;
    }

    /**
     * Draws the rates.
     *
     * @param noun what was sent
     * @param arrived name of the count of what came
     */
    public void drawRates(LoadPage page, String noun, String arrived) {
        TimeChart chart = LoadPage.ratesOver("Rate", sent).area(noun + " sent", LoadPage.rates(sent));
        if (counts != null) {
            chart.line("counted by the server", rates(arrived));
        }
        page.chart("Rate", counts == null ? "What arrived is known with --verify." : null, chart);
    }

    /** Draws what the server's kernel threw away, if it did. */
    public void drawDrops(LoadPage page, String dropped) {
        double[] rates = counts == null ? new double[0] : rates(dropped);
        if (DoubleStream.of(rates).anyMatch(rate -> rate > 0)) {
            TimeChart chart = TimeChart.of("Drops", Quantity.RATE, sent.sliceNanos() / 1e9)
                    .area("packets dropped by the server's kernel", rates);
            page.chart("Drops", null, chart);
        }
    }

    /** Draws the lag behind the schedule; nothing for a load without one. */
    public void drawSlip(LoadPage page, ScheduleLag lag) {
        page.times(
                "Slip over time",
                String.format(
                        Locale.ROOT,
                        "How late this generator sent what was due, p99 %s: where this is long, rate and loss are its"
                                + " own limit, not the server's.",
                        Quantity.TIME.text(lag.percentileMicros(0.99) / 1e6)),
                sent);
        page.histogram("Slip", lag.histogram());
    }

    private double[] rates(String name) {
        return counts.rates(name, startNanos, sent.sliceNanos(), sent.slices());
    }
}
