package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * A polynomial's value at one place, divided in place by one prime after the other: 32-bit words, the lowest first.
 */
final class PolynomialValue {
    private static final long WORD = 0xffff_ffffL;

    private final long[] a;
    private final long[] b;
    private final long[] c;
    private long[] words;
    private long[] quotient;
    private int length;

    /** The value, once it has two words of less than 64 bits together; else 0. */
    private long small;

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
        small = 0;
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
        if (length == 1) {
            small = words[0];
        } else if (length == 2 && words[1] >> 31 == 0) {
            small = words[1] << 32 | words[0];
        }
    }

    boolean isNegative() {
        return isNegative;
    }

    boolean isZero() {
        return length == 0;
    }

    int bits() {
        return small != 0 ? 64 - Long.numberOfLeadingZeros(small) : 32 * length - leadingZeros();
    }

    private int leadingZeros() {
        return length == 0 ? 0 : Long.numberOfLeadingZeros(words[length - 1]) - 32;
    }

    /** Divides by the highest power of 2 that it can be, and returns its exponent; not for 0. */
    int removeTwos() {
        int count = 0;
        while (small == 0 && (words[0] & 1) == 0) {
            int shift = Math.min(31, Long.numberOfTrailingZeros(words[0] | 1L << 31));
            for (int i = 0; i < length; i++) {
                long above = i + 1 < length ? words[i + 1] : 0;
                words[i] = (words[i] | above << 32) >>> shift & WORD;
            }
            trim();
            count += shift;
        }
        if (small != 0) {
            int shift = Long.numberOfTrailingZeros(small);
            small >>= shift;
            count += shift;
        }
        return count;
    }

    /** Divides by a number from 2 to 2^31 - 1 when there is no remainder, else changes nothing and returns false. */
    boolean divide(int divisor) {
        if (small == 0) {
            return divideWords(divisor);
        }
        long next = small / divisor;
        if (next * divisor != small) {
            return false;
        }
        small = next;
        return true;
    }

    private boolean divideWords(int divisor) {
        long remainder = 0;
        for (int i = length - 1; i >= 0; i--) {
            long dividend = remainder << 32 | words[i];
            quotient[i] = dividend / divisor;
            remainder = dividend - quotient[i] * divisor;
        }
        if (remainder != 0) {
            return false;
        }
        long[] divided = words;
        words = quotient;
        quotient = divided;
        trim();
        return true;
    }

    /** The value, when it has at most 63 bits; else 0. */
    long rest() {
        return small;
    }
}
