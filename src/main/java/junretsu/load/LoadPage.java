package junretsu.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import junretsu.config.IoReason;
import junretsu.text.LogHistogram;

/**
 * A load's report as one page that needs nothing else: figures, a histogram of the latencies and the load's course, as
 * SVG. One for each page; not thread-safe.
 */
public final class LoadPage {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 180;
    private static final int EXPONENT_MAX = 40;
    private static final String HEAD = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>%1$s</title><style>
            body{font:15px/1.5 system-ui,sans-serif;max-width:800px;margin:2em auto;padding:0 1em;color:#222}
            pre{background:#f5f5f5;padding:1em;font-size:12px;white-space:pre-wrap}.bad{color:#b00020}
            svg{width:100%%;height:auto}text{font:11px system-ui,sans-serif;fill:#555}
            .bar{fill:#4a7ebb}.line{fill:none;stroke:#c0504d;stroke-width:1.5}.axis{stroke:#999}
            @media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}pre{background:#242424}text{fill:#aaa}}
            </style></head><body><h1>%1$s</h1>
            """;

    private final StringBuilder out = new StringBuilder();

    /**
     * Begins a page.
     *
     * @param text the report for people, as it stands
     */
    public LoadPage(String title, String text) {
        out.append(String.format(Locale.ROOT, HEAD, escape(title)));
        out.append("<pre>").append(escape(text)).append("</pre>\n");
    }

    /**
     * Writes a page to where {@code --html} says.
     *
     * @return a sentence about what failed; null when nothing did
     */
    public static String write(Path file, String page) {
        try {
            Files.writeString(file, page);
            return null;
        } catch (IOException e) {
            return "--html: cannot write " + file + ": " + IoReason.of(e);
        }
    }

    /** Adds a sentence about what is wrong. */
    public LoadPage problem(String sentence) {
        out.append("<p class=\"bad\">").append(escape(sentence)).append("</p>\n");
        return this;
    }

    /** Adds how often which latencies were: a bar for each power of two of microseconds. */
    public LoadPage latencies(String title, LogHistogram latency) {
        heading(title);
        int first = 0;
        while (first < EXPONENT_MAX && latency.countBelow(first) == 0) {
            first++;
        }
        int last = first;
        while (last < EXPONENT_MAX && latency.countBelow(last) < latency.count()) {
            last++;
        }
        long most = 1;
        for (int i = first; i <= last; i++) {
            most = Math.max(most, between(latency, i));
        }
        beginSvg();
        double width = (double) WIDTH / (last - first + 1);
        for (int i = first; i <= last; i++) {
            double left = (i - first) * width;
            bar(
                    left,
                    width,
                    between(latency, i) / (double) most,
                    String.format(Locale.ROOT, "%,d", between(latency, i)));
            label(left + width / 2, HEIGHT + 14, "<" + time(1L << i));
        }
        return endSvg();
    }

    /** Adds what was answered a second, as bars, and the longest latency, as a line, over the time of the load. */
    public LoadPage course(String title, TimeLine line) {
        heading(title);
        long most = 1;
        long longest = 1;
        for (int i = 0; i < line.slices(); i++) {
            most = Math.max(most, line.count(i));
            longest = Math.max(longest, line.maxNanos(i));
        }
        beginSvg();
        double width = (double) WIDTH / Math.max(1, line.slices());
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < line.slices(); i++) {
            bar(i * width, width, line.count(i) / (double) most, "");
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    (i + 0.5) * width,
                    HEIGHT - (HEIGHT - 20) * (line.maxNanos(i) / (double) longest)));
        }
        out.append("<polyline class=\"line\" points=\"").append(points).append("\"/>\n");
        double perSecond = most * 1e9 / line.sliceNanos();
        label(90, 12, String.format(Locale.ROOT, "bars: up to %,.0f/s", perSecond));
        label(WIDTH - 120, 12, "line: longest latency, up to " + time(longest / 1_000));
        label(WIDTH - 30, HEIGHT + 14, String.format(Locale.ROOT, "%.1f s", line.slices() * line.sliceNanos() / 1e9));
        return endSvg();
    }

    /** The whole page. */
    public String html() {
        return out + "</body></html>\n";
    }

    private static long between(LogHistogram latency, int exponent) {
        return latency.countBelow(exponent) - (exponent == 0 ? 0 : latency.countBelow(exponent - 1));
    }

    private void heading(String title) {
        out.append("<h2>").append(escape(title)).append("</h2>\n");
    }

    private void beginSvg() {
        out.append(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\">%n", WIDTH, HEIGHT + 20));
    }

    private LoadPage endSvg() {
        out.append(String.format(
                Locale.ROOT,
                "<line class=\"axis\" x1=\"0\" x2=\"%d\" y1=\"%2$d\" y2=\"%2$d\"/></svg>%n",
                WIDTH,
                HEIGHT));
        return this;
    }

    private void bar(double left, double width, double share, String label) {
        double height = (HEIGHT - 20) * share;
        out.append(String.format(
                Locale.ROOT,
                "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                left,
                HEIGHT - height,
                Math.max(0.5, width * 0.9),
                height));
        if (!label.isEmpty()) {
            label(left + width / 2, HEIGHT - height - 3, label);
        }
    }

    private void label(double x, double y, String text) {
        out.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>%n", x, y, escape(text)));
    }

    private static String time(long micros) {
        if (micros < 1_000) {
            return micros + " µs";
        }
        return micros < 1_000_000
                ? String.format(Locale.ROOT, "%.1f ms", micros / 1e3)
                : String.format(Locale.ROOT, "%.1f s", micros / 1e6);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
