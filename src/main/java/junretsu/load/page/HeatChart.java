package junretsu.load.page;

import java.util.Locale;

/**
 * A chart of times over time: each cell is a step of time and a range of times, and the darker it is, the more fell
 * into it. Shades are logarithmic, so that a single one is seen beside a million.
 */
public final class HeatChart {
    private static final int HEIGHT = 220;
    private static final int SHADES = 8;
    private static final int TIME_MARKS = 6;

    private HeatChart() {}

    /**
     * The chart.
     *
     * @param counts by step of time, then by range
     * @param bounds of the ranges in seconds, ascending and more than 0; one more than there are ranges
     * @param stepSeconds of a step
     * @param lines drawn over it, by name, in seconds
     */
    public static String svg(String title, long[][] counts, double[] bounds, double stepSeconds, Line... lines) {
        int first = bounds.length - 2;
        int last = 0;
        long most = 1;
        for (long[] step : counts) {
            for (int range = 0; range < step.length; range++) {
                if (step[range] > 0) {
                    first = Math.min(first, range);
                    last = Math.max(last, range);
                    most = Math.max(most, step[range]);
                }
            }
        }
        Scale up = Scale.log(bounds[Math.min(first, last)], bounds[last + 1]);
        Scale time = Scale.exactlyTo(Math.max(1, counts.length) * stepSeconds, TIME_MARKS);
        Svg svg = new Svg(HEIGHT, title);
        svg.beginPlot();
        cells(svg, up, counts, bounds, most);
        for (int i = 0; i < lines.length; i++) {
            svg.path("line over c" + (i + 2), way(svg, up, lines[i].seconds()));
        }
        hovers(svg, counts, stepSeconds, lines);
        svg.endPlot();
        svg.grid(up, Quantity.TIME);
        svg.below(time, Quantity.TIME);
        return svg.finish();
    }

    /**
     * A line over the cells.
     *
     * @param seconds a value a step; NaN for a gap
     */
    public record Line(String name, double[] seconds) {}

    private static void cells(Svg svg, Scale up, long[][] counts, double[] bounds, long most) {
        StringBuilder[] ways = new StringBuilder[SHADES];
        for (int shade = 0; shade < SHADES; shade++) {
            ways[shade] = new StringBuilder();
        }
        double width = Svg.across(1.0 / Math.max(1, counts.length));
        for (int step = 0; step < counts.length; step++) {
            for (int range = 0; range < counts[step].length; range++) {
                long count = counts[step][range];
                if (count > 0) {
                    int shade = (int) Math.min(SHADES - 1, SHADES * Math.log1p(count) / Math.log1p(most));
                    double bottom = svg.down(up.at(bounds[range]));
                    double top = svg.down(up.at(bounds[range + 1]));
                    ways[shade].append(String.format(
                            Locale.ROOT, "M%.1f %.1fV%.1fh%.1fV%.1fZ", step * width, bottom, top, width, bottom));
                }
            }
        }
        for (int shade = 0; shade < SHADES; shade++) {
            svg.path("heat h" + (shade + 1), ways[shade]);
        }
    }

    private static StringBuilder way(Svg svg, Scale up, double[] seconds) {
        StringBuilder way = new StringBuilder();
        boolean isDown = false;
        for (int step = 0; step < seconds.length; step++) {
            boolean isThere = Double.isFinite(seconds[step]);
            if (isThere) {
                way.append(isDown ? 'L' : 'M')
                        .append(String.format(
                                Locale.ROOT,
                                "%.1f %.1f",
                                Svg.across((step + 0.5) / seconds.length),
                                svg.down(up.at(seconds[step]))));
            }
            isDown = isThere;
        }
        return way;
    }

    private static void hovers(Svg svg, long[][] counts, double stepSeconds, Line... lines) {
        for (int step = 0; step < counts.length; step++) {
            StringBuilder told = new StringBuilder(Quantity.TIME.text(step * stepSeconds));
            for (Line line : lines) {
                if (Double.isFinite(line.seconds()[step])) {
                    told.append('\n').append(line.name()).append(' ').append(Quantity.TIME.text(line.seconds()[step]));
                }
            }
            svg.hover(step / (double) counts.length, (step + 1) / (double) counts.length, told.toString());
        }
    }
}
