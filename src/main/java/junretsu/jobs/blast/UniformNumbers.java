package junretsu.jobs.blast;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import junretsu.jobs.JobWire;

/**
 * Numbers of which each in a range is as likely as any other.
 *
 * @param low the smallest
 * @param bound the one behind the largest
 */
record UniformNumbers(BigInteger low, BigInteger bound) implements JobNumbers {
    private static final Pattern NUMBER = Pattern.compile("\\d{1," + JobWire.DIGITS_MAX + "}(e\\d{1,3})?");
    private static final BigInteger LIMIT = BigInteger.TEN.pow(JobWire.DIGITS_MAX);
    private static final String ACCEPTED = "range:LOW..BOUND, which leaves out BOUND, of up to " + JobWire.DIGITS_MAX
            + " digits, such as range:1e6..1e20";

    static UniformNumbers parse(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            throw new IllegalArgumentException(ACCEPTED);
        }
        BigInteger low = bound(text.substring(0, dots));
        BigInteger bound = bound(text.substring(dots + 2));
        if (low.compareTo(bound) >= 0) {
            throw new IllegalArgumentException(ACCEPTED);
        }
        return new UniformNumbers(low, bound);
    }

    @Override
    public String number(long index, SplittableRandom random) {
        BigInteger span = bound.subtract(low);
        int bits = span.subtract(BigInteger.ONE).bitLength();
        BigInteger offset;
        do {
            offset = bits(bits, random);
        } while (offset.compareTo(span) >= 0);
        return low.add(offset).toString();
    }

    /** A number below 2^bits. */
    static BigInteger bits(int bits, SplittableRandom random) {
        byte[] bytes = new byte[(bits + 7) / 8];
        random.nextBytes(bytes);
        if (bits % 8 != 0) {
            bytes[0] &= (byte) ((1 << bits % 8) - 1);
        }
        return new BigInteger(1, bytes);
    }

    @Override
    public String toString() {
        return "numbers from " + shortened(low) + " to below " + shortened(bound);
    }

    private static BigInteger bound(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(ACCEPTED);
        }
        BigDecimal number = new BigDecimal(text);
        if (number.compareTo(new BigDecimal(LIMIT)) > 0) {
            throw new IllegalArgumentException(ACCEPTED);
        }
        return number.toBigIntegerExact();
    }

    private static String shortened(BigInteger number) {
        String digits = number.toString();
        int zeros = digits.length() - digits.replaceAll("0+$", "").length();
        return zeros < 3 ? digits : digits.substring(0, digits.length() - zeros) + "e" + zeros;
    }
}
