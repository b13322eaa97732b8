package junretsu.jobs.factor;

import java.math.BigInteger;

/** A polynomial's value at one place, divided in place by one prime after the other: 32-bit words, the lowest first. */
final class PolynomialValue {
    private static final long WORD = 0xffff_ffffL;

    private final long[] a;
    private final long[] b;
    private final long[] c;
    private final long[] words;
    private final long[] quotient;
    private int length;
    private boolean isNegative;

    /** @param bits that the values and coefficients have at most, without the sign */
    PolynomialValue(int bits) {
        int count = bits / 32 + 2;
        a = new long[count];
        b = new long[count];
        c = new long[count];
        words = new long[count];
        quotient = new long[count];
    }

    void setPolynomial(BigInteger first, BigInteger second, BigInteger third) {
        split(first, a);
        split(second, b);
        split(third, c);
    }

    private static void split(BigInteger value, long[] to) {
        int last = to.length - 1;
        for (int i = 0; i < last; i++) {
            to[i] = value.shiftRight(32 * i).intValue() & WORD;
        }
        to[last] = value.shiftRight(32 * last).longValue();
    }

    /** Takes the value (a x + b) x + c without its sign. */
    void setValueAt(int x) {
        long linear = 0;
        long carry = 0;
        int last = words.length - 1;
        for (int i = 0; i <= last; i++) {
            linear += a[i] * x + b[i];
            carry += (i < last ? linear & WORD : linear) * x + c[i];
            words[i] = i < last ? carry & WORD : carry;
            linear >>= 32;
            carry >>= 32;
        }
        isNegative = words[last] < 0;
        if (isNegative) {
            negate();
        }
        length = words.length;
        trim();
    }

    private void negate() {
        long carry = 1;
        for (int i = 0; i < words.length; i++) {
            carry += ~words[i] & WORD;
            words[i] = carry & WORD;
            carry >>= 32;
        }
    }

    private void trim() {
        while (length > 0 && words[length - 1] == 0) {
            length--;
        }
    }

    boolean isNegative() {
        return isNegative;
    }

    boolean isZero() {
        return length == 0;
    }

    int bits() {
        return length == 0 ? 0 : 32 * length - Long.numberOfLeadingZeros(words[length - 1]) + 32;
    }

    /** Divides by the highest power of 2 that it can be, and returns its exponent; not for 0. */
    int removeTwos() {
        int count = 0;
        while ((words[0] & 1) == 0) {
            int shift = Math.min(31, Long.numberOfTrailingZeros(words[0] | 1L << 31));
            for (int i = 0; i < length; i++) {
                long above = i + 1 < length ? words[i + 1] : 0;
                words[i] = (words[i] | above << 32) >>> shift & WORD;
            }
            trim();
            count += shift;
        }
        return count;
    }

    /** Divides by a number from 2 to 2^31 - 1 when there is no remainder, else changes nothing and returns false. */
    boolean divide(int divisor) {
        long remainder = 0;
        for (int i = length - 1; i >= 0; i--) {
            long dividend = remainder << 32 | words[i];
            quotient[i] = dividend / divisor;
            remainder = dividend - quotient[i] * divisor;
        }
        if (remainder != 0) {
            return false;
        }
        System.arraycopy(quotient, 0, words, 0, length);
        trim();
        return true;
    }

    /** The value, when it has at most 63 bits. */
    long rest() {
        return length == 0 ? 0 : length == 1 ? words[0] : words[0] | words[1] << 32;
    }
}
