package junretsu.text;

import java.math.BigDecimal;

/**
 * Writes the text exposition format of Prometheus, version 0.0.4: a HELP and a TYPE line for each family, then its samples.
 * Not thread-safe.
 */
public final class PrometheusText {

    /** A family of samples, in its one home. */
    public interface Family {
        Description description();
    }

    /**
     * What is said of a family.
     *
     * @param name as in {@code junretsu_votes_total}: base units, {@code _total} for counters
     * @param type {@code counter}, {@code gauge} or {@code histogram}
     * @param help one sentence
     */
    public record Description(String name, String type, String help) {}

    private final StringBuilder out = new StringBuilder(4096);
    private String name;

    public PrometheusText family(Family family) {
        Description said = family.description();
        name = said.name();
        out.append("# HELP ").append(name).append(' ').append(escape(said.help(), false));
        out.append("\n# TYPE ").append(name).append(' ').append(said.type()).append('\n');
        return this;
    }

    /** A sample of the family begun last. */
    public PrometheusText sample(double value) {
        return sample("", value);
    }

    /** @param labels names and values in turn */
    public PrometheusText labelled(double value, String... labels) {
        return labelled("", value, labels);
    }

    /** @param suffix of the family's name, as in {@code _bucket} */
    public PrometheusText labelled(String suffix, double value, String... labels) {
        out.append(name).append(suffix).append('{');
        for (int i = 0; i < labels.length; i += 2) {
            out.append(i == 0 ? "" : ",").append(labels[i]).append("=\"");
            out.append(escape(labels[i + 1], true)).append('"');
        }
        out.append("} ");
        return number(value);
    }

    /** @param suffix of the family's name, as in {@code _sum} */
    public PrometheusText sample(String suffix, double value) {
        out.append(name).append(suffix).append(' ');
        return number(value);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** How a bucket's bound is written. */
    public static String bound(double value) {
        return format(value);
    }

    private PrometheusText number(double value) {
        out.append(format(value)).append('\n');
        return this;
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
