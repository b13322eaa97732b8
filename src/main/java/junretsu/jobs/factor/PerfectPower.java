package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * Looks for the number's root of each prime order, by Newton's method. It has to come before the sieve, which never
 * finds a factor of a prime power: every pair of squares that are the same modulo it is a trivial one.
 */
final class PerfectPower implements Method {
    private final BigInteger n;
    private final int orderMax;
    private int order = 2;
    private BigInteger root;

    /** @param factorMin all prime factors of the number are at least so large */
    PerfectPower(BigInteger n, int factorMin) {
        this.n = n;
        orderMax = n.bitLength() / (31 - Integer.numberOfLeadingZeros(factorMin));
    }

    @Override
    public boolean run(Checkpoint checkpoint) {
        while (order <= orderMax) {
            if (Primality.isPrime(order)) {
                BigInteger candidate = root(n, order);
                if (candidate.pow(order).equals(n)) {
                    root = candidate;
                    return true;
                }
            }
            order++;
            if (checkpoint.isOver()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The largest number whose power is at most n, n positive. Newton's steps from above fall until they are there.
     */
    static BigInteger root(BigInteger n, int order) {
        if (order == 2) {
            return n.sqrt();
        }
        BigInteger less = BigInteger.valueOf(order - 1L);
        BigInteger all = BigInteger.valueOf(order);
        BigInteger x = BigInteger.ONE.shiftLeft((n.bitLength() + order - 1) / order);
        while (true) {
            BigInteger next = less.multiply(x).add(n.divide(x.pow(order - 1))).divide(all);
            if (next.compareTo(x) >= 0) {
                return x;
            }
            x = next;
        }
    }

    /** The order of the root that was found. */
    int order() {
        return order;
    }

    /** The root; null when the number is no power. */
    @Override
    public BigInteger factor() {
        return root;
    }

    @Override
    public String title() {
        return "perfect power";
    }
}
