package junretsu.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A picture of a server in a few lines of text: the total, what moves most, with its rate, then the state. */
final class TopFrame {
    private static final int BAR = 16;

    /** Of rows, for what moves; the rest is for the state. */
    private static final double MOVING = 0.6;

    private TopFrame() {}

    /**
     * Draws a frame.
     *
     * @param title its first line
     * @param before an earlier look; the same as {@code now} at the first one
     * @return lines of at most so many columns, and not more than so many rows
     */
    static List<String> of(String title, MetricSamples before, MetricSamples now, int rows, int columns) {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        lines.add(TopTotal.line(before, now));
        List<String> counters = now.values().keySet().stream()
                .filter(now::isCounter)
                .filter(name -> now.values().get(name) > 0)
                .sorted(Comparator.<String>comparingDouble(name -> now.rate(name, before))
                        .reversed()
                        .thenComparing(name -> -now.values().get(name)))
                .toList();
        double most = counters.isEmpty() ? 0 : now.rate(counters.get(0), before);
        int nameColumns = Math.max(16, columns - BAR - 30);
        counters.stream()
                .limit(Math.max(1, (long) ((rows - 3) * MOVING)))
                .map(name -> counter(name, now.rate(name, before), now.values().get(name), most, nameColumns))
                .forEach(lines::add);
        lines.add("");
        now.values().keySet().stream()
                .filter(now::isGauge)
                .limit(Math.max(0, rows - lines.size()))
                .map(name -> fit(shortened(name), columns - 16)
                        + String.format(
                                Locale.ROOT, " %15s", number(now.values().get(name))))
                .forEach(lines::add);
        return lines.stream()
                .limit(rows)
                .map(line -> line.length() > columns ? line.substring(0, columns) : line)
                .toList();
    }

    private static String counter(String name, double rate, double total, double most, int nameColumns) {
        int bar = most <= 0 ? 0 : (int) Math.round(BAR * rate / most);
        return fit(shortened(name), nameColumns)
                + String.format(Locale.ROOT, "%,12.0f/s %,14.0f ", rate, total)
                + "#".repeat(bar);
    }

    private static String shortened(String name) {
        return name.replaceFirst("^junretsu_", "").replaceFirst("_total\\b", "").replace("\"", "");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String fit(String text, int columns) {
        return text.length() > columns
                ? text.substring(0, columns - 1) + "~"
                : text + " ".repeat(columns - text.length());
    }
}
