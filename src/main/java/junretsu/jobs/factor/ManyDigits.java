package junretsu.jobs.factor;

import static java.lang.Math.multiplyHigh;

import java.math.BigInteger;
import java.util.Arrays;

/** Residues of any number of digits. */
final class ManyDigits extends Residues {
    private final long[] modulus;

    /** The digits of the product that are not reduced to 0 yet. */
    private final long[] row;

    ManyDigits(BigInteger n, int digits, int registers) {
        super(n, digits, registers);
        modulus = new long[digits];
        split(n, modulus, 0, digits);
        row = new long[digits];
    }

    @Override
    void multiply(int d, int a, int b) {
        Arrays.fill(row, 0);
        for (int i = 0; i < digits; i++) {
            addRow(file[a * digits + i], b * digits);
        }
        int last = digits - 1;
        long carry = 0;
        for (int j = 0; j <= last; j++) {
            long c = row[j] + modulus[j] + carry;
            file[d * digits + j] = j < last ? c & MASK : c;
            carry = c >> DIGIT_BITS;
        }
    }

    /** Adds x b - m n, whose lowest digit is 0, and drops that digit. */
    private void addRow(long x, int b) {
        long[] r = file;
        long[] t = row;
        long low = t[0] + (x * r[b] & MASK);
        long m = low * inverse & MASK;
        long y = x << HALF_SHIFT;
        long k = m << HALF_SHIFT;
        long carry = low >> DIGIT_BITS;
        carry += multiplyHigh(y, r[b] << HALF_SHIFT) - multiplyHigh(k, modulus[0] << HALF_SHIFT);
        int last = t.length - 1;
        for (int j = 1; j <= last; j++) {
            long z = r[b + j];
            long w = modulus[j];
            long c = t[j] + carry + (x * z & MASK) - (m * w & MASK);
            t[j - 1] = c & MASK;
            carry = (c >> DIGIT_BITS) + multiplyHigh(y, z << HALF_SHIFT) - multiplyHigh(k, w << HALF_SHIFT);
        }
        t[last] = carry;
    }

    @Override
    void copy(int d, int a) {
        System.arraycopy(file, a * digits, file, d * digits, digits);
    }

    @Override
    void addAndSubtract(int sum, int difference, int a, int b) {
        long[] r = file;
        long up = 0;
        long down = 0;
        int last = digits - 1;
        for (int i = 0; i <= last; i++) {
            long x = r[a * digits + i];
            long y = r[b * digits + i];
            long s = x + y + up;
            long t = x - y + down;
            up = s >> DIGIT_BITS;
            down = t >> DIGIT_BITS;
            r[sum * digits + i] = i < last ? s & MASK : s;
            r[difference * digits + i] = i < last ? t & MASK : t;
        }
    }

    @Override
    void add(int d, int a, int b) {
        long carry = 0;
        int last = digits - 1;
        for (int i = 0; i <= last; i++) {
            long s = file[a * digits + i] + file[b * digits + i] + carry;
            file[d * digits + i] = i < last ? s & MASK : s;
            carry = s >> DIGIT_BITS;
        }
    }

    @Override
    void subtract(int d, int a, int b) {
        long carry = 0;
        int last = digits - 1;
        for (int i = 0; i <= last; i++) {
            long s = file[a * digits + i] - file[b * digits + i] + carry;
            file[d * digits + i] = i < last ? s & MASK : s;
            carry = s >> DIGIT_BITS;
        }
    }
}
