package junretsu.jobs.factor;

/**
 * Arithmetic modulo an odd number below 2^63 in Montgomery form: a residue a is kept as a * 2^64 mod n (Montgomery,
 * "Modular multiplication without trial division", 1985). The reduction is the signed one, which needs only the
 * signed upper half of a product, an intrinsic since Java 9.
 */
final class WordModulus {
    private final long n;
    private final long inverse;
    private final long one;
    private final long squareOfRadix;

    /** @param n odd, 3 to 2^63 - 1 */
    WordModulus(long n) {
        this.n = n;
        inverse = inverse(n);
        one = Long.remainderUnsigned(-n, n);
        squareOfRadix = squareOfRadix();
    }

    /** The inverse of an odd number modulo 2^64: each step of Newton's method doubles the bits that are right. */
    static long inverse(long odd) {
        long inverse = 3 * odd ^ 2;
        for (int bits = 5; bits < 64; bits *= 2) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    /**
     * 2^128 mod n: 2^64 doubled four times, as the residue of 2^4, and that squared four times is the residue of
     * 2^64.
     */
    private long squareOfRadix() {
        long power = one;
        for (int i = 0; i < 4; i++) {
            power = add(power, power);
        }
        for (int i = 0; i < 4; i++) {
            power = multiply(power, power);
        }
        return power;
    }

    long modulus() {
        return n;
    }

    long one() {
        return one;
    }

    /** The residue of a number from 0 to n - 1. */
    long of(long number) {
        return multiply(number, squareOfRadix);
    }

    long multiply(long a, long b) {
        long m = a * b * inverse;
        long t = Math.multiplyHigh(a, b) - Math.multiplyHigh(m, n);
        return t + (n & t >> 63);
    }

    long add(long a, long b) {
        long t = a - n + b;
        return t + (n & t >> 63);
    }

    long subtract(long a, long b) {
        long t = a - b;
        return t + (n & t >> 63);
    }

    long power(long base, long exponent) {
        long power = one;
        for (int bit = 63 - Long.numberOfLeadingZeros(exponent); bit >= 0; bit--) {
            power = multiply(power, power);
            if ((exponent >>> bit & 1) != 0) {
                power = multiply(power, base);
            }
        }
        return power;
    }

    /** The inverse of a residue that has no divisor in common with n, by Euclid's algorithm. */
    long inverseOf(long residue) {
        long a = multiply(residue, 1);
        long b = n;
        long x = 1;
        long y = 0;
        while (a != 1) {
            long q = b / a;
            long rest = b - q * a;
            b = a;
            a = rest;
            long next = y - q * x;
            y = x;
            x = next;
        }
        return of(x < 0 ? x + n : x);
    }

    /** The greatest common divisor of n and a residue; n for 0. A residue and its number have the same. */
    long gcd(long residue) {
        return gcd(residue, n);
    }

    /** The greatest common divisor of any number and an odd one, both not negative, by halving (Stein, 1967). */
    static long gcd(long any, long odd) {
        if (any == 0) {
            return odd;
        }
        long a = any >> Long.numberOfTrailingZeros(any);
        long b = odd;
        while (a != b) {
            long d = a - b;
            b = Math.min(a, b);
            a = Math.abs(d);
            a >>= Long.numberOfTrailingZeros(a);
        }
        return a;
    }
}
