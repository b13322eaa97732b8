package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * The sizes that a sieve works with, by the size of the number; found by measuring.
 *
 * @param primes in the factor base
 * @param blocks of {@link SieveArray#BLOCK} bytes that each polynomial is sieved over
 * @param largePrimeFactor a large prime may be so many times the factor base's largest prime
 * @param smallest smaller primes are not sieved by, only divided by
 * @param tolerance of the large prime's bits, the share that a candidate may lack
 * @param hasTwoLargePrimes if a relation may have two of them
 */
record SieveSettings(
        int primes, int blocks, int largePrimeFactor, int smallest, double tolerance, boolean hasTwoLargePrimes) {

    /** Bits of the number, primes, blocks, factor of the large primes, smallest prime that is sieved by. */
    private static final int[][] TABLE = {
        {64, 50, 1, 20, 10},
        {80, 80, 1, 20, 14},
        {100, 160, 1, 30, 20},
        {120, 380, 2, 40, 30},
        {133, 550, 2, 40, 30},
        {150, 1_000, 2, 50, 40},
        {165, 1_500, 4, 50, 50},
        {182, 2_300, 4, 60, 60},
        {200, 3_800, 4, 70, 80},
        {220, 7_500, 6, 80, 100},
        {240, 14_000, 8, 90, 120},
        {260, 22_000, 12, 100, 150},
        {280, 30_000, 16, 100, 200},
        {400, 30_000, 32, 100, 250},
    };

    static SieveSettings of(BigInteger n) {
        int bits = n.bitLength();
        int row = 1;
        while (row < TABLE.length - 1 && TABLE[row][0] < bits) {
            row++;
        }
        int[] low = TABLE[row - 1];
        int[] high = TABLE[row];
        double share = Math.max(0, Math.min(1, (bits - low[0]) / (double) (high[0] - low[0])));
        return new SieveSettings(
                between(low[1], high[1], share),
                between(low[2], high[2], share),
                between(low[3], high[3], share),
                between(low[4], high[4], share),
                1.0,
                false);
    }

    /** Between two sizes, by the logarithm. */
    private static int between(int low, int high, double share) {
        return (int) Math.round(low * Math.pow((double) high / low, share));
    }
}
