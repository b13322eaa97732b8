package junretsu.jobs.factor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides by the primes below {@value #LIMIT}, several at a time: one remainder by their product shows which divide.
 */
final class TrialDivision implements Method {
    /** The prime factors that are left are larger than this. */
    static final int LIMIT = 1 << 12;

    private static final int BATCHES_A_CHECK = 4;
    private static final int[] PRODUCTS;

    /** By batch, the index of its first prime. */
    private static final int[] STARTS;

    static {
        int[] products = new int[SmallPrimes.count()];
        int[] starts = new int[SmallPrimes.count()];
        int count = 0;
        int next = 0;
        while (SmallPrimes.get(next) < LIMIT) {
            starts[count] = next;
            long product = 1;
            while (product * SmallPrimes.get(next) < Integer.MAX_VALUE) {
                product *= SmallPrimes.get(next++);
            }
            products[count++] = (int) product;
        }
        starts[count] = next;
        PRODUCTS = Arrays.copyOf(products, count);
        STARTS = Arrays.copyOf(starts, count + 1);
    }

    private final List<BigInteger> primes = new ArrayList<>();
    private BigInteger rest;
    private int[] words;
    private int batch;

    /** @param n at least 1 */
    TrialDivision(BigInteger n) {
        rest = n;
        words = words(n);
    }

    /** The number's 32-bit words, the highest first. */
    static int[] words(BigInteger n) {
        int[] words = new int[(n.bitLength() + 31) / 32];
        for (int i = 0; i < words.length; i++) {
            words[i] = n.shiftRight(32 * (words.length - 1 - i)).intValue();
        }
        return words;
    }

    @Override
    public boolean run(Checkpoint checkpoint) {
        while (batch < PRODUCTS.length && !isPrimeOrOne()) {
            divide(remainder(PRODUCTS[batch]));
            batch++;
            if (batch % BATCHES_A_CHECK == 0 && checkpoint.isOver()) {
                return false;
            }
        }
        return true;
    }

    /** Returns true when the rest is smaller than the square of the next prime. */
    private boolean isPrimeOrOne() {
        long next = SmallPrimes.get(STARTS[batch]);
        return words.length <= 1 && rest.longValue() < next * next;
    }

    private long remainder(int product) {
        long remainder = 0;
        for (int word : words) {
            remainder = (remainder << 32 | word & 0xffff_ffffL) % product;
        }
        return remainder;
    }

    private void divide(long remainder) {
        for (int i = STARTS[batch]; i < STARTS[batch + 1]; i++) {
            if (remainder % SmallPrimes.get(i) == 0) {
                BigInteger prime = BigInteger.valueOf(SmallPrimes.get(i));
                BigInteger[] quotient = rest.divideAndRemainder(prime);
                while (quotient[1].signum() == 0) {
                    primes.add(prime);
                    rest = quotient[0];
                    quotient = rest.divideAndRemainder(prime);
                }
                words = words(rest);
            }
        }
    }

    /** The primes that were found, ascending, each as often as it divides. */
    List<BigInteger> primes() {
        return primes;
    }

    /** The quotient of the number and these primes. */
    BigInteger rest() {
        return rest;
    }

    @Override
    public BigInteger factor() {
        return null;
    }

    @Override
    public String title() {
        return "trial division";
    }
}
