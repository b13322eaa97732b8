package junretsu.text;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Writes the text exposition format of Prometheus, version 0.0.4, or OpenMetrics 1.0.0: a HELP and a TYPE line for each
 * family, then its samples. The two differ here in a counter's family, which OpenMetrics names without
 * {@code _total}, and in the last line. Not thread-safe.
 */
public final class PrometheusText {

    /** 128 µs. */
    private static final int BOUND_MIN = 7;

    /** 8.4 s. */
    private static final int BOUND_MAX = 23;

    /** 2 min. */
    private static final int LONG_BOUND_MAX = 27;

    private final StringBuilder out = new StringBuilder(4096);
    private final String service;
    private final boolean isOpenMetrics;
    private Metric metric;

    /** @param service whose samples of common families are marked with its name, as in {@code votes} */
    public PrometheusText(String service) {
        this(service, false);
    }

    /**
     * @param service as above
     * @param isOpenMetrics true for that format
     */
    public PrometheusText(String service, boolean isOpenMetrics) {
        this.service = service;
        this.isOpenMetrics = isOpenMetrics;
    }

    /** Begins a family; the samples that follow are its own. */
    public PrometheusText family(Metric family) {
        metric = family;
        String name = isOpenMetrics && metric.type().equals("counter")
                ? metric.name().replaceFirst("_total$", "")
                : metric.name();
        out.append("# HELP ").append(name).append(' ').append(escape(metric.help(), isOpenMetrics));
        out.append("\n# TYPE ").append(name).append(' ').append(metric.type());
        out.append('\n');
        return this;
    }

    /** Writes a sample of the family begun last. */
    public PrometheusText sample(double value) {
        return sample("", value);
    }

    /** @param labels names and values in turn */
    public PrometheusText labelled(double value, String... labels) {
        return labelled("", value, labels);
    }

    /** @param suffix of the family's name, as in {@code _sum} */
    public PrometheusText sample(String suffix, double value) {
        return labelled(suffix, value);
    }

    /** @param suffix of the family's name, as in {@code _bucket} */
    public PrometheusText labelled(String suffix, double value, String... labels) {
        out.append(metric.name()).append(suffix);
        String separator = "{";
        if (metric.isCommon()) {
            separator = label(separator, "service", service);
        }
        for (int i = 0; i < labels.length; i += 2) {
            separator = label(separator, labels[i], labels[i + 1]);
        }
        out.append(separator.equals("{") ? " " : "} ");
        out.append(format(value)).append('\n');
        return this;
    }

    private String label(String separator, String name, String value) {
        out.append(separator).append(name).append("=\"");
        out.append(escape(value, true)).append('"');
        return ",";
    }

    /**
     * Writes the buckets, the sum and the count of durations, in seconds; the bounds are powers of two of microseconds.
     *
     * @param labels names and values in turn
     */
    public PrometheusText histogram(LogHistogram durations, String... labels) {
        return histogram(BOUND_MAX, durations, labels);
    }

    /** The same for durations that may well be minutes. */
    public PrometheusText longHistogram(LogHistogram durations, String... labels) {
        return histogram(LONG_BOUND_MAX, durations, labels);
    }

    private PrometheusText histogram(int boundMax, LogHistogram durations, String... labels) {
        String[] all = Arrays.copyOf(labels, labels.length + 2);
        all[labels.length] = "le";
        for (int exponent = BOUND_MIN; exponent <= boundMax; exponent++) {
            all[labels.length + 1] = format((1L << exponent) / 1e6);
            labelled("_bucket", durations.countBelow(exponent), all);
        }
        all[labels.length + 1] = "+Inf";
        labelled("_bucket", durations.count(), all);
        labelled("_sum", durations.sumNanos() / 1e9, labels);
        return labelled("_count", durations.count(), labels);
    }

    @Override
    public String toString() {
        return isOpenMetrics ? out + "# EOF\n" : out.toString();
    }

    /** Never with an exponent, and whole numbers without a point, so that a count is read as it was counted. */
    private static String format(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? Long.toString((long) value)
                : BigDecimal.valueOf(value).toPlainString();
    }

    private static String escape(String text, boolean quotes) {
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
        return quotes ? escaped.replace("\"", "\\\"") : escaped;
    }
}
