package junretsu.jobs.factor;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The second stage of the elliptic curve method as a program: it finds a prime q between the bounds that is the order of
 * the point left modulo a factor. With q = m w - j or m w + j, the points m w P and j P have the same X / Z there, so one
 * product serves both primes (the standard continuation: Montgomery, "Speeding the Pollard and elliptic curve methods of
 * factorization", 1987, section 4).
 */
final class StageTwo {
    private final int width;
    private final int first;
    private final int[] residues;
    private final short[][] rows;

    /**
     * @param from the first stage's bound
     * @param to the bound of q
     * @param width 30, 210 or 2310, the product of the first primes
     */
    StageTwo(int from, int to, int width) {
        this.width = width;
        residues = coprimes(width);
        first = Math.max(1, (from + width / 2) / width);
        int last = (to + width / 2) / width;
        BitSet[] pairs = new BitSet[last - first + 1];
        Arrays.setAll(pairs, i -> new BitSet());
        for (int q : SmallPrimes.upTo(to)) {
            int m = (q + width / 2) / width;
            if (q > from && m >= first) {
                pairs[m - first].set(Arrays.binarySearch(residues, Math.abs(q - m * width)));
            }
        }
        rows = new short[pairs.length][];
        for (int i = 0; i < rows.length; i++) {
            int[] indexes = pairs[i].stream().toArray();
            rows[i] = new short[indexes.length];
            for (int k = 0; k < indexes.length; k++) {
                rows[i][k] = (short) indexes[k];
            }
        }
    }

    /** The numbers below half the width that have no factor in common with it, ascending. */
    private static int[] coprimes(int width) {
        int[] all = new int[width / 2];
        int count = 0;
        for (int j = 1; j < width / 2; j += 2) {
            if (WordModulus.gcd(width, j) == 1) {
                all[count++] = j;
            }
        }
        return Arrays.copyOf(all, count);
    }

    int width() {
        return width;
    }

    /** The first m. */
    int first() {
        return first;
    }

    /** The j, ascending. */
    int[] residues() {
        return residues;
    }

    /** Number of m. */
    int rows() {
        return rows.length;
    }

    /** By index in {@link #residues}, the j that go with the m of a row. */
    short[] row(int row) {
        return rows[row];
    }
}
