package junretsu.jobs.factor;

import static java.lang.Math.multiplyHigh;

import java.math.BigInteger;

/** Residues of three digits, for a modulus below 2^176. */
final class ThreeDigits extends Residues {
    private final long n0;
    private final long n1;
    private final long n2;
    private final long high0;
    private final long high1;
    private final long high2;

    ThreeDigits(BigInteger n, int registers) {
        super(n, 3, registers);
        long[] parts = new long[3];
        split(n, parts, 0, 3);
        n0 = parts[0];
        n1 = parts[1];
        n2 = parts[2];
        high0 = n0 << HALF_SHIFT;
        high1 = n1 << HALF_SHIFT;
        high2 = n2 << HALF_SHIFT;
    }

    /**
     * A letter in lower case is a digit, in upper case the digit moved up; c1 to c5 are the columns of the product.
     */
    @Override
    void multiply(int d, int a, int b) {
        long[] r = file;
        long a0 = r[3 * a];
        long a1 = r[3 * a + 1];
        long a2 = r[3 * a + 2];
        long b0 = r[3 * b];
        long b1 = r[3 * b + 1];
        long b2 = r[3 * b + 2];
        long x0 = a0 << HALF_SHIFT;
        long x1 = a1 << HALF_SHIFT;
        long x2 = a2 << HALF_SHIFT;
        long y0 = b0 << HALF_SHIFT;
        long y1 = b1 << HALF_SHIFT;
        long y2 = b2 << HALF_SHIFT;
        long m0 = a0 * b0 * inverse & MASK;
        long k0 = m0 << HALF_SHIFT;
        long c1 = (a0 * b1 & MASK) + (a1 * b0 & MASK) - (m0 * n1 & MASK);
        c1 += multiplyHigh(x0, y0) - multiplyHigh(k0, high0);
        long m1 = c1 * inverse & MASK;
        long k1 = m1 << HALF_SHIFT;
        long c2 = (c1 >> DIGIT_BITS) + (a0 * b2 & MASK) + (a1 * b1 & MASK) + (a2 * b0 & MASK);
        c2 -= (m0 * n2 & MASK) + (m1 * n1 & MASK);
        c2 += multiplyHigh(x0, y1) + multiplyHigh(x1, y0) - multiplyHigh(k0, high1) - multiplyHigh(k1, high0);
        long m2 = c2 * inverse & MASK;
        long k2 = m2 << HALF_SHIFT;
        long c3 = (c2 >> DIGIT_BITS) + (a1 * b2 & MASK) + (a2 * b1 & MASK) - (m1 * n2 & MASK) - (m2 * n1 & MASK);
        c3 += multiplyHigh(x0, y2) - multiplyHigh(k0, high2) + multiplyHigh(x1, y1) - multiplyHigh(k1, high1);
        c3 += multiplyHigh(x2, y0) - multiplyHigh(k2, high0) + n0;
        long c4 = (c3 >> DIGIT_BITS) + (a2 * b2 & MASK) - (m2 * n2 & MASK) + n1;
        c4 += multiplyHigh(x1, y2) - multiplyHigh(k1, high2) + multiplyHigh(x2, y1) - multiplyHigh(k2, high1);
        r[3 * d] = c3 & MASK;
        r[3 * d + 1] = c4 & MASK;
        r[3 * d + 2] = (c4 >> DIGIT_BITS) + multiplyHigh(x2, y2) - multiplyHigh(k2, high2) + n2;
    }

    @Override
    void copy(int d, int a) {
        file[3 * d] = file[3 * a];
        file[3 * d + 1] = file[3 * a + 1];
        file[3 * d + 2] = file[3 * a + 2];
    }

    @Override
    void addAndSubtract(int sum, int difference, int a, int b) {
        long[] r = file;
        long a0 = r[3 * a];
        long a1 = r[3 * a + 1];
        long a2 = r[3 * a + 2];
        long b0 = r[3 * b];
        long b1 = r[3 * b + 1];
        long b2 = r[3 * b + 2];
        long s = a0 + b0;
        r[3 * sum] = s & MASK;
        s = a1 + b1 + (s >> DIGIT_BITS);
        r[3 * sum + 1] = s & MASK;
        r[3 * sum + 2] = a2 + b2 + (s >> DIGIT_BITS);
        long t = a0 - b0;
        r[3 * difference] = t & MASK;
        t = a1 - b1 + (t >> DIGIT_BITS);
        r[3 * difference + 1] = t & MASK;
        r[3 * difference + 2] = a2 - b2 + (t >> DIGIT_BITS);
    }

    @Override
    void add(int d, int a, int b) {
        long carry = 0;
        for (int i = 0; i < 3; i++) {
            long s = file[3 * a + i] + file[3 * b + i] + carry;
            file[3 * d + i] = i < 2 ? s & MASK : s;
            carry = s >> DIGIT_BITS;
        }
    }

    @Override
    void subtract(int d, int a, int b) {
        long carry = 0;
        for (int i = 0; i < 3; i++) {
            long s = file[3 * a + i] - file[3 * b + i] + carry;
            file[3 * d + i] = i < 2 ? s & MASK : s;
            carry = s >> DIGIT_BITS;
        }
    }
}
