package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * Tests of primality, for any thread. Below 2^64 they are proofs: Miller and Rabin's test to bases of which it is
 * known that no composite number passes them all (Jaeschke, "On strong pseudoprimes to several bases", 1993, below
 * 2^32; Sinclair's seven bases below 2^64, checked against Feitsma's list of all pseudoprimes to base 2). From 2^64
 * on {@link BailliePsw} is asked.
 */
public final class Primality {
    private static final long[] BASES_32 = {2, 7, 61};
    private static final long[] BASES_64 = {2, 325, 9_375, 28_178, 450_775, 9_780_504, 1_795_265_022};

    /** Numbers below this without a prime factor among the first {@value #FIRST} primes are prime: 59^2. */
    private static final int CERTAIN = 59 * 59;

    private static final int FIRST = 16;

    private Primality() {}

    /** Returns true when the number is prime; a negative one is not. */
    public static boolean isPrime(long n) {
        if (n < 2 || (n & 1) == 0) {
            return n == 2;
        }
        for (int i = 1; i < FIRST; i++) {
            if (SmallPrimes.divides(i, n)) {
                return n == SmallPrimes.get(i);
            }
        }
        return n < CERTAIN || passesAll(new WordModulus(n));
    }

    /** Returns true when the number is prime: certain below 2^64, by the Baillie-PSW test from there on. */
    public static boolean isPrime(BigInteger n) {
        if (n.bitLength() < 64) {
            return isPrime(n.longValue());
        }
        if (n.signum() < 0 || !n.testBit(0)) {
            return false;
        }
        BailliePsw test = new BailliePsw(n);
        test.run(() -> false);
        return test.isPrime();
    }

    /** The bases that prove a number of 63 or 64 bits to be prime. */
    static long[] basesOfWords() {
        return BASES_64.clone();
    }

    private static boolean passesAll(WordModulus modulus) {
        for (long base : modulus.modulus() >>> 32 == 0 ? BASES_32 : BASES_64) {
            if (!passes(modulus, base)) {
                return false;
            }
        }
        return true;
    }

    private static boolean passes(WordModulus modulus, long base) {
        long n = modulus.modulus();
        long reduced = base % n;
        if (reduced == 0) {
            return true;
        }
        long minusOne = n - modulus.one();
        int twos = Long.numberOfTrailingZeros(n - 1);
        long power = modulus.power(modulus.of(reduced), n - 1 >> twos);
        if (power == modulus.one() || power == minusOne) {
            return true;
        }
        for (int i = 1; i < twos; i++) {
            power = modulus.multiply(power, power);
            if (power == minusOne) {
                return true;
            }
        }
        return false;
    }
}
