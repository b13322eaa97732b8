package junretsu.load.page;

import java.util.List;
import java.util.Locale;
import junretsu.text.LogHistogram;

/** A chart of how often which times were, on a logarithmic axis, with the percentiles that one asks for first. */
public final class HistogramChart {
    private static final int HEIGHT = 170;
    private static final int MARKS = 3;
    private static final int BARS_A_DOUBLING = 4;
    private static final double NARROWEST = Math.pow(2, -1.0 / BARS_A_DOUBLING);
    private static final int BARS_MAX = 120;

    private HistogramChart() {}

    /**
     * The chart.
     *
     * @param times at least one
     */
    public static String svg(String title, LogHistogram times) {
        double least = Math.max(1, times.percentileMicros(0));
        double most = Math.max(least * 2, times.maxMicros() + 1);
        Scale across = Scale.log(least * NARROWEST, most);
        int bars = (int)
                Math.min(BARS_MAX, Math.ceil(BARS_A_DOUBLING * Math.log(across.high() / across.low()) / Math.log(2)));
        double[] bounds = bounds(across, bars);
        long[] counts = new long[bars];
        long highest = 1;
        for (int bar = 0; bar < bars; bar++) {
            counts[bar] = times.countUpTo((long) bounds[bar + 1]) - times.countUpTo((long) bounds[bar]);
            highest = Math.max(highest, counts[bar]);
        }
        Scale up = Scale.upTo(highest, MARKS);
        Svg svg = new Svg(HEIGHT, title);
        svg.grid(up, Quantity.COUNT);
        for (double tick : across.ticks()) {
            svg.below(across.at(tick), Quantity.TIME.text(tick / 1e6));
        }
        svg.beginPlot();
        draw(svg, across, up, bounds, counts);
        svg.endPlot();
        flags(svg, across, times);
        return svg.finish();
    }

    private static double[] bounds(Scale across, int bars) {
        double[] bounds = new double[bars + 1];
        for (int i = 0; i <= bars; i++) {
            bounds[i] = across.low() * Math.pow(across.high() / across.low(), i / (double) bars);
        }
        return bounds;
    }

    private static void draw(Svg svg, Scale across, Scale up, double[] bounds, long[] counts) {
        StringBuilder way = new StringBuilder();
        for (int bar = 0; bar < counts.length; bar++) {
            double left = Svg.across(across.at(bounds[bar]));
            double right = Svg.across(across.at(bounds[bar + 1]));
            if (counts[bar] > 0) {
                double top = Math.min(svg.down(up.at(counts[bar])), svg.down(0) - 1);
                way.append(String.format(
                        Locale.ROOT, "M%.1f %.1fV%.1fH%.1fV%.1fZ", left, svg.down(0), top, right - 1, svg.down(0)));
            }
        }
        svg.path("bars c1", way);
        for (int bar = 0; bar < counts.length; bar++) {
            svg.hover(
                    across.at(bounds[bar]),
                    across.at(bounds[bar + 1]),
                    String.format(
                            Locale.ROOT,
                            "%s to %s: %,d",
                            Quantity.TIME.text(bounds[bar] / 1e6),
                            Quantity.TIME.text(bounds[bar + 1] / 1e6),
                            counts[bar]));
        }
    }

    private static void flags(Svg svg, Scale across, LogHistogram times) {
        int row = 1;
        for (double share : List.of(0.5, 0.99, 0.999)) {
            long micros = times.percentileMicros(share);
            String name = "p" + (share == 0.999 ? "99.9" : String.format(Locale.ROOT, "%.0f", 100 * share));
            svg.flag(across.at(micros), row++, name + " " + Quantity.TIME.text(micros / 1e6));
        }
    }
}
