package junretsu.jobs.factor;

import static java.lang.Math.multiplyHigh;

import java.math.BigInteger;

/** Residues of two digits, for a modulus below 2^116. */
final class TwoDigits extends Residues {
    private final long n0;
    private final long n1;
    private final long high0;
    private final long high1;

    TwoDigits(BigInteger n, int registers) {
        super(n, 2, registers);
        long[] parts = new long[2];
        split(n, parts, 0, 2);
        n0 = parts[0];
        n1 = parts[1];
        high0 = n0 << HALF_SHIFT;
        high1 = n1 << HALF_SHIFT;
    }

    @Override
    void multiply(int d, int a, int b) {
        long[] r = file;
        long a0 = r[2 * a];
        long a1 = r[2 * a + 1];
        long b0 = r[2 * b];
        long b1 = r[2 * b + 1];
        long m0 = a0 * b0 * inverse & MASK;
        long c1 = (a0 * b1 & MASK) + (a1 * b0 & MASK) - (m0 * n1 & MASK);
        a0 <<= HALF_SHIFT;
        long top1 = a1 << HALF_SHIFT;
        long low1 = b1;
        b0 <<= HALF_SHIFT;
        b1 <<= HALF_SHIFT;
        long k0 = m0 << HALF_SHIFT;
        c1 += multiplyHigh(a0, b0) - multiplyHigh(k0, high0);
        long m1 = c1 * inverse & MASK;
        long k1 = m1 << HALF_SHIFT;
        long c2 = (c1 >> DIGIT_BITS) + (a1 * low1 & MASK) - (m1 * n1 & MASK) + n0;
        c2 += multiplyHigh(a0, b1) + multiplyHigh(top1, b0) - multiplyHigh(k0, high1) - multiplyHigh(k1, high0);
        r[2 * d] = c2 & MASK;
        r[2 * d + 1] = multiplyHigh(top1, b1) - multiplyHigh(k1, high1) + n1 + (c2 >> DIGIT_BITS);
    }

    @Override
    void copy(int d, int a) {
        file[2 * d] = file[2 * a];
        file[2 * d + 1] = file[2 * a + 1];
    }

    @Override
    void addAndSubtract(int sum, int difference, int a, int b) {
        long[] r = file;
        long a0 = r[2 * a];
        long a1 = r[2 * a + 1];
        long b0 = r[2 * b];
        long b1 = r[2 * b + 1];
        long s = a0 + b0;
        r[2 * sum] = s & MASK;
        r[2 * sum + 1] = a1 + b1 + (s >> DIGIT_BITS);
        long t = a0 - b0;
        r[2 * difference] = t & MASK;
        r[2 * difference + 1] = a1 - b1 + (t >> DIGIT_BITS);
    }

    @Override
    void add(int d, int a, int b) {
        long s = file[2 * a] + file[2 * b];
        file[2 * d + 1] = file[2 * a + 1] + file[2 * b + 1] + (s >> DIGIT_BITS);
        file[2 * d] = s & MASK;
    }

    @Override
    void subtract(int d, int a, int b) {
        long s = file[2 * a] - file[2 * b];
        file[2 * d + 1] = file[2 * a + 1] - file[2 * b + 1] + (s >> DIGIT_BITS);
        file[2 * d] = s & MASK;
    }
}
