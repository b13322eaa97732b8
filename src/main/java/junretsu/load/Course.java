package junretsu.load;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A load's course as a table: a row a second, or a longer step when it took more than four minutes. Not thread-safe.
 */
public final class Course {
    private static final long STEP_NANOS_MIN = 1_000_000_000L;

    private final int slicesAStep;
    private final double stepSeconds;
    private final int steps;
    private final double endSeconds;
    private final Map<String, double[]> columns = new LinkedHashMap<>();

    /** @param clock the line that says how long the load was and how long a step is */
    public Course(TimeLine clock) {
        slicesAStep = (int) Math.max(1, STEP_NANOS_MIN / clock.sliceNanos());
        stepSeconds = slicesAStep * clock.sliceNanos() / 1e9;
        steps = (clock.slices() + slicesAStep - 1) / slicesAStep;
        endSeconds = clock.lastSeconds();
    }

    /** Adds columns of how many there were up to the end of each step, and a second within it. */
    public Course count(String name, TimeLine line) {
        double[] total = new double[steps];
        double[] rate = new double[steps];
        long sum = 0;
        for (int step = 0; step < steps; step++) {
            long before = sum;
            for (int slice = step * slices(line); slice < (step + 1) * slices(line); slice++) {
                sum += line.count(slice);
            }
            total[step] = sum;
            rate[step] = (sum - before) / Math.max(stepSeconds / 4, end(step) - step * stepSeconds);
        }
        columns.put(name + "_total", total);
        columns.put(name + "_per_second", rate);
        return this;
    }

    /** Adds columns of the times in each step: p50, p99 and the longest. */
    public Course times(String name, TimeLine line) {
        double[] p50 = new double[steps];
        double[] p99 = new double[steps];
        double[] longest = new double[steps];
        Arrays.setAll(p50, step -> line.percentileSeconds(0.5, step * slices(line), (step + 1) * slices(line)));
        Arrays.setAll(p99, step -> line.percentileSeconds(0.99, step * slices(line), (step + 1) * slices(line)));
        Arrays.setAll(longest, step -> line.percentileSeconds(1, step * slices(line), (step + 1) * slices(line)));
        columns.put(name + "_p50_seconds", p50);
        columns.put(name + "_p99_seconds", p99);
        columns.put(name + "_max_seconds", longest);
        return this;
    }

    /**
     * Adds a column of a server's count at the end of each step; nothing is added when the counts were not read.
     *
     * @param counts null when they were not
     * @param startNanos of the load on the clock
     */
    public Course grown(String name, LiveCounts counts, String count, long startNanos) {
        if (counts != null) {
            double[] total = new double[steps];
            Arrays.setAll(
                    total,
                    step -> Math.rint(counts.grown(count, startNanos, startNanos + Math.round(end(step) * 1e9))));
            columns.put(name + "_total", total);
        }
        return this;
    }

    /** The table, RFC 4180: the first column is the end of each step, and what is not known is empty. */
    public String csv() {
        StringBuilder csv = new StringBuilder("elapsed_seconds");
        columns.keySet().forEach(name -> csv.append(',').append(name));
        csv.append("\r\n");
        for (int step = 0; step < steps; step++) {
            csv.append(String.format(Locale.ROOT, "%.3f", end(step)));
            for (double[] column : columns.values()) {
                csv.append(',').append(number(column[step]));
            }
            csv.append("\r\n");
        }
        return csv.toString();
    }

    /** The end of a step in seconds; that of the last is the end of the load. */
    private double end(int step) {
        return step == steps - 1 ? endSeconds : (step + 1) * stepSeconds;
    }

    /** Slices of a line in a step, since lines of one load may have longer ones than another. */
    private int slices(TimeLine line) {
        return Math.max(1, (int) Math.round(stepSeconds * 1e9 / line.sliceNanos()));
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.6f", value);
    }
}
