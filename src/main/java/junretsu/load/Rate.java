package junretsu.load;

import junretsu.config.Units;
import junretsu.text.JsonWriter;

/**
 * A rate of load over all senders. Immutable.
 *
 * @param perSecond 1 or more; {@link Long#MAX_VALUE} for as fast as the machine can
 */
public record Rate(long perSecond) {
    public static final Rate MAX = new Rate(Long.MAX_VALUE);

    /**
     * Returns the rate that a text such as {@code 500k}, {@code 500k/s} or {@code max} names.
     *
     * @throws IllegalArgumentException whose message says what is accepted
     */
    public static Rate parse(String text) {
        try {
            return text.equals("max") ? MAX : new Rate(Units.perSecond(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("max, or so many a second, such as 200, 200/s, 500k or 2.5m/s", e);
        }
    }

    public boolean isMax() {
        return equals(MAX);
    }

    /** The number due within a time, at least 1; {@link Long#MAX_VALUE} for as many as the machine can. */
    public long in(long nanos) {
        return isMax() ? Long.MAX_VALUE : Math.max(1, Math.round(perSecond * (nanos / 1e9)));
    }

    /**
     * The schedule of one of several senders that share this rate.
     *
     * @param size how many of what the rate counts go out together, 1 or more
     */
    public Pacer pacer(int size, int senders, int sender) {
        return new Pacer(isMax() ? Double.POSITIVE_INFINITY : (double) perSecond / size, senders, sender);
    }

    /** The rate of so many in a time; 0 when it took none. */
    public static double perSecond(long count, long nanos) {
        return nanos == 0 ? 0 : count * 1e9 / nanos;
    }

    /** Writes it as a number of that name; null for as fast as the machine can. */
    public void write(JsonWriter json, String name) {
        json.fieldOrNull(name, isMax() ? null : perSecond);
    }
}
