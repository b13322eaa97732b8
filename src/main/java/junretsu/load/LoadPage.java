package junretsu.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import junretsu.load.page.HeatChart;
import junretsu.load.page.HistogramChart;
import junretsu.load.page.PageHtml;
import junretsu.load.page.Quantity;
import junretsu.load.page.TimeChart;
import junretsu.text.LogHistogram;

/** The charts and tables of a load's report, in the order in which they are added. Not thread-safe. */
public final class LoadPage {
    private static final double[] TAIL = {0.5, 0.9, 0.99, 0.999, 0.9999, 1};

    private final PageHtml html;

    LoadPage(PageHtml html) {
        this.html = html;
    }

    /** The rate of a course, as it is drawn beside others of the same step. */
    public static double[] rates(TimeLine line) {
        double[] rates = new double[line.slices()];
        Arrays.setAll(rates, line::perSecond);
        return rates;
    }

    /** Begins a chart of rates, to which series are added. */
    public static TimeChart ratesOver(String title, TimeLine clock) {
        return TimeChart.of(title, Quantity.RATE, clock.sliceNanos() / 1e9);
    }

    /** Adds a chart with its legend. */
    public LoadPage chart(String title, String note, TimeChart chart) {
        html.section(title, note, chart.names(), chart.svg());
        return this;
    }

    /** Adds the times of a course as shades, with their p50 and p99; nothing where nothing was timed. */
    public LoadPage times(String title, String note, TimeLine line) {
        if (line.isTimed()) {
            HeatChart.Line p50 = new HeatChart.Line("p50", percentiles(line, 0.5));
            HeatChart.Line p99 = new HeatChart.Line("p99", percentiles(line, 0.99));
            html.section(
                    title,
                    note,
                    List.of("how many: the stronger the colour, the more", "p50", "p99"),
                    HeatChart.svg(title, line.heat(), TimeLine.bounds(), line.sliceNanos() / 1e9, p50, p99));
        }
        return this;
    }

    /** Adds how often which times were, and the tail in numbers; nothing where there are none. */
    public LoadPage histogram(String title, LogHistogram times) {
        if (times.count() == 0) {
            return this;
        }
        html.section(title, null, List.of(), HistogramChart.svg(title, times));
        List<List<String>> cells = new ArrayList<>();
        List<String> heads = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (double share : TAIL) {
            heads.add(
                    share == 1
                            ? "longest"
                            : "p"
                                    + String.format(Locale.ROOT, "%.2f", 100 * share)
                                            .replaceAll("\\.?0+$", ""));
            values.add(Quantity.TIME.text(times.percentileMicros(share) / 1e6));
        }
        cells.add(values);
        html.table(heads, cells);
        return this;
    }

    /**
     * Adds a table.
     *
     * @param heads of the columns; numbers are recognized and stand at the right
     */
    public LoadPage table(String title, String note, List<String> heads, List<List<String>> rows) {
        html.section(title, note, List.of(), "");
        html.table(heads, rows);
        return this;
    }

    /** Adds a table whose rows have a bar each, as long as their number beside the greatest. */
    public LoadPage bars(String title, String note, List<String> heads, List<List<String>> rows, double[] lengths) {
        html.section(title, note, List.of(), "");
        html.bars(heads, rows, lengths);
        return this;
    }

    private static double[] percentiles(TimeLine line, double share) {
        double[] values = new double[line.slices()];
        Arrays.setAll(values, slice -> line.percentileSeconds(share, slice, slice + 1));
        return values;
    }
}
