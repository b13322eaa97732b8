package junretsu.text;

/**
 * A family of samples that {@code /metrics} shows: its name, type and help sentence.
 *
 * @param name as in {@code junretsu_votes_total}: base units, {@code _total} for counters
 * @param type {@code counter}, {@code gauge} or {@code histogram}
 * @param help one sentence, without a full stop
 * @param isCommon whether every service has it, so that its samples carry the label {@code service}
 */
public record Metric(String name, String type, String help, boolean isCommon) {

    /** A count that only grows. */
    public static Metric counter(String name, String help) {
        return new Metric(name, "counter", help, false);
    }

    /** A value that rises and falls. */
    public static Metric gauge(String name, String help) {
        return new Metric(name, "gauge", help, false);
    }

    /** Cumulative buckets, a sum and a count. */
    public static Metric histogram(String name, String help) {
        return new Metric(name, "histogram", help, false);
    }

    /** The same family, of every service. */
    public Metric common() {
        return new Metric(name, type, help, true);
    }
}
