package junretsu.jobs.blast;

import java.math.BigInteger;
import java.util.SplittableRandom;
import junretsu.config.Units;

/**
 * Products of two random primes of the same length, the hardest numbers of their size.
 *
 * @param bits of each prime
 */
record Semiprimes(int bits) implements JobNumbers {
    private static final int BITS_MIN = 4;
    private static final int BITS_MAX = 400;

    static Semiprimes parse(String text) {
        try {
            return new Semiprimes(Units.integer(text, BITS_MIN, BITS_MAX));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "semiprime:BITS, the length of each of the two primes, " + BITS_MIN + " to " + BITS_MAX, e);
        }
    }

    @Override
    public String number(long index, SplittableRandom random) {
        return prime(random).multiply(prime(random)).toString();
    }

    @Override
    public String toString() {
        return "products of two primes of " + bits + " bits";
    }

    /** The first prime behind a random number. */
    private BigInteger prime(SplittableRandom random) {
        BigInteger prime;
        do {
            prime = UniformNumbers.bits(bits, random).setBit(bits - 1).nextProbablePrime();
        } while (prime.bitLength() > bits);
        return prime;
    }
}
