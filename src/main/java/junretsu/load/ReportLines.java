package junretsu.load;

import java.util.Locale;
import junretsu.text.TextLines;

/** A report for people on a load while it is written. Not thread-safe. */
public final class ReportLines extends TextLines {
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
}
