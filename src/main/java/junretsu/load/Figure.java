package junretsu.load;

import junretsu.load.page.Quantity;
import junretsu.text.JsonWriter;

/**
 * A figure by which loads of the same verb are compared. Immutable.
 *
 * @param name of its field in the JSON report, with its unit, as in {@code slip_p99_s}
 * @param label for people
 * @param quantity says its unit and how it is shown
 * @param value NaN when it was not measured
 * @param better the direction in which it is better
 */
public record Figure(String name, String label, Quantity quantity, double value, Better better) {
    private static final int DECIMALS = 9;

    /** A direction in which a figure is better. */
    public enum Better {
        HIGHER,
        LOWER,
        NEITHER
    }

    /** A rate that a service kept up with. */
    public static Figure rate(String name, String label, double perSecond) {
        return new Figure(name, label, Quantity.RATE, perSecond, Better.HIGHER);
    }

    /** A time that somebody waited. */
    public static Figure time(String name, String label, double seconds) {
        return new Figure(name, label, Quantity.TIME, seconds, Better.LOWER);
    }

    /** A share that was lost. */
    public static Figure loss(String name, String label, double share) {
        return new Figure(name, label, Quantity.SHARE, share, Better.LOWER);
    }

    /** A number that says how much was done. */
    public static Figure count(String name, String label, double count) {
        return new Figure(name, label, Quantity.COUNT, count, Better.NEITHER);
    }

    /** The p99 of a lag behind the schedule, which a load without a schedule does not have. */
    public static Figure slip(ScheduleLag lag, boolean isPaced) {
        return time("slip_p99_s", "slip p99", isPaced ? lag.percentileMicros(0.99) / 1e6 : Double.NaN);
    }

    boolean isMeasured() {
        return Double.isFinite(value);
    }

    void write(JsonWriter json) {
        json.beginObject(name).field("label", label).field("value", value, DECIMALS);
        json.field("quantity", quantity.name().toLowerCase(java.util.Locale.ROOT));
        json.field("better", better.name().toLowerCase(java.util.Locale.ROOT)).endObject();
    }
}
