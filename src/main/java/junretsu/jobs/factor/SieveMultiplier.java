package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * The small factor k by which a number is multiplied before it is sieved, so that more small primes divide the values
 * of the polynomials: Knuth and Schroeppel's function (Pomerance, "The quadratic sieve factoring algorithm", 1985;
 * Silverman, "The multiple polynomial quadratic sieve", 1987). Only those with k n = 1 modulo 4, as the polynomials
 * need it.
 */
final class SieveMultiplier {
    private static final int LIMIT = 120;
    private static final int PRIMES = 150;

    /** By prime index and number below the limit, the Jacobi symbol. */
    private static final byte[][] SYMBOLS = new byte[PRIMES][LIMIT];

    static {
        for (int i = 1; i < PRIMES; i++) {
            for (int k = 0; k < LIMIT; k++) {
                SYMBOLS[i][k] = (byte) StrongLucas.jacobi(k, SmallPrimes.get(i));
            }
        }
    }

    private SieveMultiplier() {}

    /** The best multiplier of an odd number. */
    static int of(BigInteger n) {
        int[] symbols = new int[PRIMES];
        for (int i = 1; i < PRIMES; i++) {
            symbols[i] = StrongLucas.jacobi(SmallPrimes.get(i), n) * reciprocity(SmallPrimes.get(i), n);
        }
        int best = 1;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int k = 1; k < LIMIT; k++) {
            if ((k * n.intValue() & 3) == 1 && isSquareFree(k)) {
                double score = score(k, k * n.intValue() & 7, symbols);
                if (score > bestScore) {
                    bestScore = score;
                    best = k;
                }
            }
        }
        return best;
    }

    /** The factor between (p / n) and (n / p). */
    private static int reciprocity(int p, BigInteger n) {
        return (p & n.intValue() & 3) == 3 ? -1 : 1;
    }

    private static boolean isSquareFree(int k) {
        return k % 9 != 0 && k % 25 != 0 && k % 49 != 0;
    }

    /** The logarithm by which a value is smaller, in effect, than a random number of its size. */
    private static double score(int k, int eighth, int[] symbols) {
        double score = -0.5 * Math.log(k) + (eighth == 1 ? 2 * Math.log(2) : 0);
        for (int i = 1; i < PRIMES; i++) {
            int p = SmallPrimes.get(i);
            if (k % p == 0) {
                score += Math.log(p) / p;
            } else if (symbols[i] * SYMBOLS[i][k] == 1) {
                score += 2 * Math.log(p) / (p - 1);
            }
        }
        return score;
    }
}
