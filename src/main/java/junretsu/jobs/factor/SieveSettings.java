package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * The sizes that a sieve works with, by the size of the number; found by measuring.
 *
 * @param primes in the factor base
 * @param places that each polynomial is sieved over
 * @param largePrimeFactor a large prime may be so many times the factor base's largest prime
 * @param smallest smaller primes are not sieved by, only divided by
 * @param tolerance of the large prime's bits, the share that a candidate may lack
 * @param hasTwoLargePrimes if a relation may have two of them
 */
record SieveSettings(
        int primes, int places, int largePrimeFactor, int smallest, double tolerance, boolean hasTwoLargePrimes) {

    /** Bits of the number, primes, KiB of places, factor of the large primes, smallest prime that is sieved by. */
    private static final int[][] TABLE = {
        {64, 50, 8, 13, 20},
        {80, 90, 16, 13, 20},
        {100, 170, 16, 20, 30},
        {128, 500, 24, 40, 45},
        {160, 1_300, 32, 50, 46},
        {182, 2_300, 64, 60, 60},
        {200, 3_800, 64, 80, 70},
        {220, 7_500, 128, 100, 80},
        {240, 14_000, 192, 120, 90},
        {260, 22_000, 256, 150, 100},
        {280, 30_000, 512, 200, 100},
        {400, 30_000, 1_024, 250, 100},
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
                places(between(low[2], high[2], share)),
                between(low[3], high[3], share),
                between(low[4], high[4], share),
                1.0,
                false);
    }

    /** A whole number of KiB up to a block, and of blocks beyond. */
    private static int places(int kibibytes) {
        int places = kibibytes << 10;
        return places <= SieveArray.BLOCK ? places : places / SieveArray.BLOCK * SieveArray.BLOCK;
    }

    /** Between two sizes, by the logarithm. */
    private static int between(int low, int high, double share) {
        return (int) Math.round(low * Math.pow((double) high / low, share));
    }
}
