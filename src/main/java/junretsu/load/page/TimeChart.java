package junretsu.load.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Series over the time of a load. One for each chart; not thread-safe. */
public final class TimeChart {
    private static final int HEIGHT = 190;
    private static final int MARKS = 4;
    private static final int TIME_MARKS = 6;

    private final String title;
    private final Quantity quantity;
    private final double stepSeconds;
    private final boolean isLog;
    private final List<Series> all = new ArrayList<>();

    private record Series(String name, String look, double[] values) {}

    private TimeChart(String title, Quantity quantity, double stepSeconds, boolean isLog) {
        this.title = title;
        this.quantity = quantity;
        this.stepSeconds = stepSeconds;
        this.isLog = isLog;
    }

    /**
     * A chart from 0 up.
     *
     * @param stepSeconds between two values of a series
     */
    public static TimeChart of(String title, Quantity quantity, double stepSeconds) {
        return new TimeChart(title, quantity, stepSeconds, false);
    }

    /** A chart whose equal distances are equal ratios, as times are best seen. */
    public static TimeChart log(String title, Quantity quantity, double stepSeconds) {
        return new TimeChart(title, quantity, stepSeconds, true);
    }

    /** Adds a series as a filled area. */
    public TimeChart area(String name, double[] values) {
        return add(name, "area", values);
    }

    /** Adds a series as a line. */
    public TimeChart line(String name, double[] values) {
        return add(name, "line", values);
    }

    private TimeChart add(String name, String look, double[] values) {
        all.add(new Series(name, look + " c" + (all.size() + 1), values.clone()));
        return this;
    }

    /** The names in the order of the colours, for a legend. */
    public List<String> names() {
        return all.stream().map(Series::name).toList();
    }

    /** The chart; NaN in a series is a gap. */
    public String svg() {
        int steps = all.stream().mapToInt(series -> series.values.length).max().orElse(0);
        Scale scale = scale();
        Scale time = Scale.exactlyTo(Math.max(1, steps) * stepSeconds, TIME_MARKS);
        Svg svg = new Svg(HEIGHT, title + ": " + String.join(", ", names()));
        svg.grid(scale, quantity);
        svg.below(time, Quantity.TIME);
        svg.beginPlot();
        for (Series series : all) {
            draw(svg, scale, series, steps);
        }
        for (int step = 0; step < steps; step++) {
            svg.hover(step / (double) steps, (step + 1) / (double) steps, told(step));
        }
        svg.endPlot();
        return svg.finish();
    }

    private Scale scale() {
        double most = finite().max().orElse(0);
        if (!isLog) {
            return Scale.upTo(most, MARKS);
        }
        double least = finite().filter(value -> value > 0).min().orElse(1e-6);
        return Scale.log(least, Math.max(most, least));
    }

    private DoubleStream finite() {
        return all.stream()
                .flatMapToDouble(series -> DoubleStream.of(series.values))
                .filter(Double::isFinite);
    }

    private static void draw(Svg svg, Scale scale, Series series, int steps) {
        StringBuilder line = new StringBuilder();
        StringBuilder area = new StringBuilder();
        boolean isDown = false;
        double last = 0;
        for (int step = 0; step < series.values.length; step++) {
            double value = series.values[step];
            if (Double.isFinite(value)) {
                double x = Svg.across(place(step, steps));
                String point = String.format(Locale.ROOT, "%.1f %.1f", x, svg.down(scale.at(value)));
                line.append(isDown ? 'L' : 'M').append(point);
                if (!isDown) {
                    area.append(String.format(Locale.ROOT, "M%.1f %.1f", x, svg.down(0)));
                }
                area.append('L').append(point);
                last = x;
            } else if (isDown) {
                close(svg, area, last);
            }
            isDown = Double.isFinite(value);
        }
        if (isDown) {
            close(svg, area, last);
        }
        if (series.look.startsWith("area")) {
            svg.path(series.look, area);
        }
        svg.path(series.look.replace("area", "line"), line);
    }

    /** The middle of a step, and the ends of the plot for the first and the last. */
    private static double place(int step, int steps) {
        return step == 0 ? 0 : step == steps - 1 ? 1 : (step + 0.5) / steps;
    }

    private static void close(Svg svg, StringBuilder area, double x) {
        area.append(String.format(Locale.ROOT, "L%.1f %.1fZ", x, svg.down(0)));
    }

    private String told(int step) {
        StringBuilder told = new StringBuilder(Quantity.TIME.text(step * stepSeconds));
        for (Series series : all) {
            if (step < series.values.length && Double.isFinite(series.values[step])) {
                told.append('\n').append(series.name).append(' ').append(quantity.exact(series.values[step]));
            }
        }
        return told.toString();
    }
}
