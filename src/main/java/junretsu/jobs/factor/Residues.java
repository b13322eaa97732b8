package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * Registers that hold residues modulo an odd number of any size in Montgomery form, as digits of {@value #DIGIT_BITS}
 * bits with the lowest first; only the highest digit has a sign. Multiplying leaves a value in (-n, 2n), and takes
 * sums and differences of two such values without a reduction between: with a radix R of at least 16 n, |a b| / R
 * stays below n. The four bits above a digit take its carries, so that no carry is ever looked for by a comparison.
 *
 * <p>The product is taken from the lowest digit on, and a multiple m n is subtracted that has the same low digits
 * (Montgomery, 1985); what is left above them, plus n, is the result.
 */
abstract class Residues {
    static final int DIGIT_BITS = 60;
    static final long MASK = (1L << DIGIT_BITS) - 1;

    /** Bits by which R must exceed n, so that sums need no reduction. */
    private static final int SLACK_BITS = 4;

    private static final int TWO_BITS_MAX = 2 * DIGIT_BITS - SLACK_BITS;
    private static final int THREE_BITS_MAX = 3 * DIGIT_BITS - SLACK_BITS;

    /** Each factor of an upper half is moved up by 2, so that it begins at bit 64: 64 = 60 + 2 + 2. */
    static final int HALF_SHIFT = 2;

    final BigInteger n;
    final int digits;

    /** By register, its digits. */
    final long[] file;

    /** The inverse of n modulo 2^60. */
    final long inverse;

    Residues(BigInteger n, int digits, int registers) {
        this.n = n;
        this.digits = digits;
        file = new long[registers * digits];
        inverse = WordModulus.inverse(n.longValue()) & MASK;
    }

    /** @param n odd, at least 3 */
    static Residues of(BigInteger n, int registers) {
        int bits = n.bitLength();
        if (bits <= TWO_BITS_MAX) {
            return new TwoDigits(n, registers);
        }
        if (bits <= THREE_BITS_MAX) {
            return new ThreeDigits(n, registers);
        }
        return new ManyDigits(n, (bits + SLACK_BITS + DIGIT_BITS - 1) / DIGIT_BITS, registers);
    }

    /** Sets register d to a b; they may be the same. */
    abstract void multiply(int d, int a, int b);

    /** Sets two registers to a + b and a - b; to be multiplied before they are added to anything again. */
    abstract void addAndSubtract(int sum, int difference, int a, int b);

    abstract void add(int d, int a, int b);

    abstract void subtract(int d, int a, int b);

    /** Products of which a quarter of a millisecond has room for, from some 4 ns for the product of two digits. */
    final int multiplicationsACheck() {
        return Math.max(1, 50_000 / (digits * digits));
    }

    abstract void copy(int d, int a);

    /** Sets a register to the residue of any number. */
    final void set(int d, BigInteger number) {
        setDigits(d, number.shiftLeft(DIGIT_BITS * digits).mod(n));
    }

    final void setDigits(int d, BigInteger value) {
        split(value, file, d * digits, digits);
    }

    /** The residue's number times R, from 0 to n - 1: equal for equal residues, and with the same divisors of n. */
    final BigInteger canonical(int a) {
        BigInteger value = BigInteger.ZERO;
        for (int i = digits - 1; i >= 0; i--) {
            value = value.shiftLeft(DIGIT_BITS).add(BigInteger.valueOf(file[a * digits + i]));
        }
        return value.mod(n);
    }

    /** The number whose residue is in a register, from 0 to n - 1. */
    final BigInteger get(int a) {
        BigInteger radix = BigInteger.ONE.shiftLeft(DIGIT_BITS * digits);
        return canonical(a).multiply(radix.modInverse(n)).mod(n);
    }

    /** The greatest common divisor of n and a register. */
    final BigInteger gcd(int a) {
        return canonical(a).gcd(n);
    }

    static void split(BigInteger value, long[] to, int from, int digits) {
        BigInteger rest = value;
        for (int i = 0; i < digits; i++) {
            to[from + i] = rest.longValue() & MASK;
            rest = rest.shiftRight(DIGIT_BITS);
        }
    }
}
