package junretsu.jobs.factor;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * The second stage of the elliptic curve method as a program: it finds a prime q between the bounds that is the order
 * of the point left modulo a factor. With q = m w - j or m w + j, the points m w P and j P have the same X / Z there,
 * so one product serves both primes (the standard continuation: Montgomery, "Speeding the Pollard and elliptic curve
 * methods of factorization", 1987, section 4). The row of an m is made when it is first run, for all threads.
 */
final class StageTwo {
    private final int from;
    private final int to;
    private final int width;
    private final int first;
    private final int[] residues;
    private final AtomicReferenceArray<short[]> rows;

    /**
     * @param from the first stage's bound
     * @param to the bound of q, below 2^31
     * @param width a multiple of 6: the more small primes divide it, the fewer are the j
     */
    StageTwo(int from, int to, int width) {
        this.from = from;
        this.to = to;
        this.width = width;
        residues = IntStream.range(1, width / 2)
                .filter(j -> j % 2 != 0 && WordModulus.gcd(width, j) == 1)
                .toArray();
        first = Math.max(1, (from + width / 2) / width);
        rows = new AtomicReferenceArray<>((to + width / 2) / width - first + 1);
    }

    int width() {
        return width;
    }

    /** The first m. */
    int first() {
        return first;
    }

    /** The j, ascending; not to be changed. */
    int[] residues() {
        return residues;
    }

    /** Number of m. */
    int rows() {
        return rows.length();
    }

    /** By index in {@link #residues}, the j that go with the m of a row; not to be changed. */
    short[] row(int index) {
        short[] row = rows.get(index);
        if (row == null) {
            row = newRow((first + index) * width);
            rows.set(index, row);
        }
        return row;
    }

    private short[] newRow(int middle) {
        boolean[] isComposite = composites(middle - width / 2, middle + width / 2);
        short[] row = new short[residues.length];
        int count = 0;
        for (int i = 0; i < residues.length; i++) {
            int j = residues[i];
            boolean isBelow = middle - j > from && middle - j <= to && !isComposite[width / 2 - j];
            boolean isAbove = middle + j > from && middle + j <= to && !isComposite[width / 2 + j];
            if (isBelow || isAbove) {
                row[count++] = (short) i;
            }
        }
        return Arrays.copyOf(row, count);
    }

    /** Which odd numbers from the first to the last one have a divisor, by the sieve of Eratosthenes. */
    private static boolean[] composites(int begin, int end) {
        boolean[] isComposite = new boolean[end - begin + 1];
        for (int i = 1; SmallPrimes.get(i) * SmallPrimes.get(i) <= end; i++) {
            int p = SmallPrimes.get(i);
            int multiple = Math.max(p * p, (begin + p - 1) / p * p);
            for (; multiple <= end; multiple += p) {
                isComposite[multiple - begin] = true;
            }
        }
        return isComposite;
    }
}
