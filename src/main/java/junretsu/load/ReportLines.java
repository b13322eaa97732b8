package junretsu.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people while it is written, line by line. Not thread-safe. */
public final class ReportLines {
    private final List<String> lines = new ArrayList<>();

    /**
     * Adds a line.
     *
     * @param format as {@link String#format} takes it
     */
    public void add(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    /**
     * Adds a line about the lag behind the schedule.
     *
     * @param label stands in front
     */
    public void addLag(String label, ScheduleLag lag) {
        add(
                label + "%,15d µs p50, %,d µs p99, %,d µs max behind the schedule",
                lag.percentileMicros(0.5),
                lag.percentileMicros(0.99),
                lag.maxMicros());
    }

    /** A number with its noun, which gets an s unless it is one. */
    public static String plural(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /** The lines; no line break at the end. */
    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
