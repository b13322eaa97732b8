package junretsu.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A share of a whole, from 0 to 1, as an exact fraction: {@code 7%} is 7/100, which no double is. Immutable.
 *
 * @param numerator 0 to the denominator
 * @param denominator a power of ten from 1 to 10¹¹
 */
public record Share(long numerator, long denominator) {
    private static final Pattern PLAIN = Pattern.compile("\\d{1,3}(\\.\\d{1,9})?%?");
    private static final String ACCEPTED = "a share from 0% to 100%, such as 0.1%";

    /**
     * Returns the share that a text such as {@code 0.1%} or {@code 0.001} names.
     *
     * @throws IllegalArgumentException whose message says what is accepted
     */
    public static Share parse(String text) {
        if (!PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException(ACCEPTED);
        }
        boolean isPercent = text.endsWith("%");
        BigDecimal number = new BigDecimal(isPercent ? text.substring(0, text.length() - 1) : text);
        BigDecimal share = isPercent ? number.movePointLeft(2) : number;
        if (share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(ACCEPTED);
        }
        return new Share(
                share.unscaledValue().longValueExact(),
                BigInteger.TEN.pow(share.scale()).longValueExact());
    }

    /** The double nearest to it. */
    public double value() {
        return (double) numerator / denominator;
    }

    /**
     * Returns ⌈count · share⌉.
     *
     * @param count 0 or more
     */
    public long ceilOf(long count) {
        BigInteger product = BigInteger.valueOf(count).multiply(BigInteger.valueOf(numerator));
        BigInteger roundUp = BigInteger.valueOf(denominator - 1);
        return product.add(roundUp).divide(BigInteger.valueOf(denominator)).longValueExact();
    }
}
