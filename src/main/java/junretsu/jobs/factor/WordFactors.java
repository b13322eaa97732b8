package junretsu.jobs.factor;

import java.math.BigInteger;
import java.util.List;

/**
 * The prime factors of a number below 2^63 whose small factors are known: fractions of a millisecond, so in one go.
 */
final class WordFactors {
    /** Below this, rho is faster than curves. */
    private static final int RHO_BITS = 38;

    private WordFactors() {}

    /**
     * Adds the prime factors of n.
     *
     * @param n odd, without a prime factor up to factorMin
     * @param times each factor is added so often
     */
    static void add(long n, int factorMin, int times, List<BigInteger> primes) {
        if (n == 1) {
            return;
        }
        if (n < (long) factorMin * factorMin || Primality.isPrime(n)) {
            for (int i = 0; i < times; i++) {
                primes.add(BigInteger.valueOf(n));
            }
            return;
        }
        long root = (long) Math.sqrt(n);
        if (root * root == n) {
            add(root, factorMin, 2 * times, primes);
            return;
        }
        long factor = n >>> RHO_BITS == 0 ? 0 : WordCurve.factor(n);
        if (factor == 0) {
            factor = WordRho.factor(n);
        }
        add(factor, factorMin, times, primes);
        add(n / factor, factorMin, times, primes);
    }
}
