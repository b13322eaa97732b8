package junretsu.jobs.factor;

import java.util.Arrays;
import java.util.BitSet;

/** The primes below 2^16, and tests of divisibility by them that need one multiplication. */
final class SmallPrimes {
    private static final int[] PRIMES = upTo(1 << 16);
    private static final long[] INVERSES = new long[PRIMES.length];
    private static final long[] QUOTIENTS_MAX = new long[PRIMES.length];

    static {
        for (int i = 1; i < PRIMES.length; i++) {
            INVERSES[i] = WordModulus.inverse(PRIMES[i]);
            QUOTIENTS_MAX[i] = Long.divideUnsigned(-1, PRIMES[i]);
        }
    }

    private SmallPrimes() {}

    /** Number of these primes, 6,542. */
    static int count() {
        return PRIMES.length;
    }

    /** The prime with an index, 2 at 0. */
    static int get(int index) {
        return PRIMES[index];
    }

    /**
     * Returns true when an odd prime divides n, unsigned: then n times the inverse of p modulo 2^64 is the quotient,
     * and only then it is at most (2^64 - 1) / p (Granlund and Montgomery, "Division by invariant integers", 1994).
     *
     * @param index of the prime, at least 1
     */
    static boolean divides(int index, long n) {
        return Long.compareUnsigned(n * INVERSES[index], QUOTIENTS_MAX[index]) <= 0;
    }

    /** The quotient n / p, when the odd prime with this index divides n. */
    static long quotient(int index, long n) {
        return n * INVERSES[index];
    }

    /** The primes up to a limit, ascending, by the sieve of Eratosthenes. */
    static int[] upTo(int limit) {
        BitSet composite = new BitSet(limit + 1);
        int[] primes = new int[limit / 2 + 1];
        int count = 0;
        for (int p = 2; p <= limit; p++) {
            if (!composite.get(p)) {
                primes[count++] = p;
                for (long multiple = (long) p * p; multiple <= limit; multiple += p) {
                    composite.set((int) multiple);
                }
            }
        }
        return Arrays.copyOf(primes, count);
    }
}
