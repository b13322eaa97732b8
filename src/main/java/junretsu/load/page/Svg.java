package junretsu.load.page;

import java.util.Locale;

/**
 * A chart while it is drawn. Across it counts in thousandths of the width, which the page decides; down in pixels,
 * which stay pixels: so letters and lines keep their size at every width. Not thread-safe.
 *
 * <pre>
 * 0 ── labels of the legend ──
 * 26 ┌ plot ┐
 *    └──────┘ 26 + height
 *      marks of the time        46 + height
 * </pre>
 */
final class Svg {
    static final int ACROSS = 1_000;
    private static final int TOP = 10;
    private static final int BOTTOM = 24;

    private final StringBuilder out = new StringBuilder();
    private final int height;

    /**
     * Begins a chart.
     *
     * @param height of the plot in pixels
     * @param says all that a reader who sees no picture is to know
     */
    Svg(int height, String says) {
        this.height = height;
        add(
                "<svg class=\"chart\" width=\"100%%\" height=\"%d\" role=\"img\" aria-label=\"%s\">%n",
                TOP + height + BOTTOM, escape(says));
    }

    /** A text that is shown as it stands. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Draws a line across at each mark, with its text upon it. */
    void grid(Scale scale, Quantity quantity) {
        for (double tick : scale.ticks()) {
            double y = y(scale.at(tick));
            add("<line class=\"grid\" x1=\"0\" x2=\"100%%\" y1=\"%1$.1f\" y2=\"%1$.1f\"/>%n", y);
            if (y > TOP + 8 || scale.isLog() || scale.ticks().size() < 3) {
                add("<text class=\"mark\" x=\"0\" y=\"%.1f\">%s</text>%n", y - 3, quantity.text(tick));
            } else {
                add("<text class=\"mark\" x=\"0\" y=\"%.1f\">%s</text>%n", y + 11, quantity.text(tick));
            }
        }
    }

    /** Writes a mark below the plot for each of a scale. */
    void below(Scale scale, Quantity quantity) {
        for (double tick : scale.ticks()) {
            below(scale.at(tick), quantity.text(tick));
        }
    }

    /** Writes a text below the plot. */
    void below(double place, String text) {
        String anchor = place < 0.03 ? "start" : place > 0.95 ? "end" : "middle";
        add(
                "<text class=\"mark\" x=\"%.2f%%\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                100 * place, TOP + height + 16, anchor, escape(text));
    }

    /** Draws a line down at a place, with a text at its upper end. */
    void flag(double place, int row, String text) {
        add(
                "<line class=\"flag\" x1=\"%1$.2f%%\" x2=\"%1$.2f%%\" y1=\"%2$d\" y2=\"%3$d\"/>%n",
                100 * place, TOP + 14 * row, TOP + height);
        boolean isRight = place > 0.8;
        add(
                "<text class=\"flagged\" x=\"%.2f%%\" dx=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                100 * place, isRight ? -5 : 5, TOP + 14 * row + 10, isRight ? "end" : "start", escape(text));
    }

    /** Begins the plot itself, in which paths are drawn. */
    void beginPlot() {
        add(
                "<svg x=\"0\" y=\"%d\" width=\"100%%\" height=\"%d\" viewBox=\"0 0 %d %2$d\""
                        + " preserveAspectRatio=\"none\">%n",
                TOP, height, ACROSS);
    }

    /** Draws a path in the plot; its places are those of {@link #across} and {@link #down}. */
    void path(String classes, CharSequence way) {
        if (way.length() > 0) {
            out.append("<path class=\"")
                    .append(classes)
                    .append("\" d=\"")
                    .append(way)
                    .append("\"/>\n");
        }
    }

    /** Shows a text while the pointer is over a part of the width. */
    void hover(double from, double to, String text) {
        add(
                "<rect class=\"hover\" x=\"%.2f\" y=\"0\" width=\"%.2f\" height=\"%d\"><title>%s</title></rect>%n",
                ACROSS * from, ACROSS * (to - from), height, escape(text));
    }

    /** Ends the plot. */
    void endPlot() {
        out.append("</svg>\n");
    }

    /** The finished chart. */
    String finish() {
        return out + "</svg>\n";
    }

    /** A place in the plot as its paths count. */
    static double across(double place) {
        return ACROSS * place;
    }

    /** A height in the plot as its paths count, from above. */
    double down(double part) {
        return height * (1 - part);
    }

    private double y(double part) {
        return TOP + down(part);
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
    }
}
