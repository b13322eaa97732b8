package junretsu.jobs.factor;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The primes that a sieve divides by: 2, and the odd ones modulo which k n is a square. Made a few primes at a time.
 */
final class FactorBase {
    private static final int PRIMES_A_CHECK = 256;

    /** The primes, ascending. */
    final int[] primes;

    /** By prime, a square root of k n modulo it. */
    final int[] roots;

    /** By prime, its logarithm to base 2, rounded. */
    final byte[] logs;

    /** By prime, floor(2^64 / p), for {@link #reduce}; unused for 2. */
    final long[] inverses;

    private final BigInteger n;
    private final int[] words;
    private int size = 1;
    private int candidate = 3;
    private int divisor;

    /**
     * @param n the number itself, so that a prime that divides it is noticed
     * @param multiple k n
     */
    FactorBase(BigInteger n, BigInteger multiple, int count) {
        this.n = n;
        words = TrialDivision.words(multiple);
        primes = new int[count];
        roots = new int[count];
        logs = new byte[count];
        inverses = new long[count];
        primes[0] = 2;
        roots[0] = 1;
        logs[0] = 1;
    }

    /** Returns true when the base is complete, or a {@link #divisor} of the number was met. */
    boolean extend(Checkpoint checkpoint) {
        while (size < primes.length && divisor == 0) {
            for (int end = candidate + 2 * PRIMES_A_CHECK; candidate < end && size < primes.length; candidate += 2) {
                if (Primality.isPrime(candidate)) {
                    consider(candidate);
                }
            }
            if (checkpoint.isOver()) {
                return false;
            }
        }
        return true;
    }

    private void consider(int p) {
        long inverse = Long.divideUnsigned(-1, p);
        int residue = remainder(words, p, inverse);
        if (residue == 0 && n.mod(BigInteger.valueOf(p)).signum() == 0) {
            divisor = p;
        } else if (residue == 0 || StrongLucas.jacobi(residue, p) == 1) {
            primes[size] = p;
            inverses[size] = inverse;
            roots[size] = ModularRoot.of(residue, p);
            logs[size] = (byte) Math.round(Math.log(p) / Math.log(2));
            size++;
        }
    }

    /** A prime of the base's range that divides the number; 0 for none. */
    int divisor() {
        return divisor;
    }

    int size() {
        return primes.length;
    }

    int largest() {
        return primes[primes.length - 1];
    }

    /** The index of the first prime of at least this size. */
    int indexOf(int p) {
        int index = Arrays.binarySearch(primes, p);
        return index < 0 ? -index - 1 : index;
    }

    /** The remainder of a positive number below 2^62, by a prime of 3 or more and its inverse floor(2^64 / p). */
    static int reduce(long value, int p, long inverse) {
        long rest = value - Math.multiplyHigh(value, inverse) * p;
        return (int) (rest - (p & p - 1 - rest >> 63));
    }

    /** The remainder of a number in 32-bit words, the highest first. */
    static int remainder(int[] words, int p, long inverse) {
        long remainder = 0;
        for (int word : words) {
            remainder = reduce(remainder << 32 | word & 0xffff_ffffL, p, inverse);
        }
        return (int) remainder;
    }
}
