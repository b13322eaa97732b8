package junretsu.jobs.factor;

import java.util.Arrays;
import java.util.List;

/**
 * The matrix over the field of two elements with a row for each prime and a column for each set of relations, in bits.
 * Gauss' elimination, a row at a time; each column that no row has for its pivot then gives a product that is a square.
 */
final class SieveMatrix {
    private static final int NONE = -1;

    /** Columns more than rows that are kept. */
    private static final int SURPLUS = 40;

    /** By column, the index of its set. */
    private final int[] sets;

    private final long[][] rows;

    /** By row, the column of the first bit that it had when its turn came, and that later rows have not. */
    private final int[] pivots;

    private final boolean[] isPivot;
    private int next;

    /**
     * Builds the matrix without what cannot be of use: sets with a prime that no other set has.
     *
     * @param odd by set, the primes that divide its product an odd number of times
     * @param primes that there are
     */
    SieveMatrix(List<int[]> odd, int primes) {
        int[] counts = new int[primes];
        int[] kept = keep(odd, counts);
        int[] rowOf = new int[primes];
        int used = 0;
        // The largest primes first: their rows are sparse.
        for (int prime = primes - 1; prime >= 0; prime--) {
            rowOf[prime] = counts[prime] > 0 ? used++ : NONE;
        }
        sets = Arrays.copyOf(kept, Math.min(kept.length, used + SURPLUS));
        rows = new long[used][(sets.length + 63) / 64];
        for (int column = 0; column < sets.length; column++) {
            for (int prime : odd.get(sets[column])) {
                rows[rowOf[prime]][column >> 6] |= 1L << column;
            }
        }
        pivots = new int[used];
        isPivot = new boolean[sets.length];
    }

    /** The sets in which every prime is in another set, too; counts gets how many of them have a prime. */
    private static int[] keep(List<int[]> odd, int[] counts) {
        int[] kept = new int[odd.size()];
        for (int set = 0; set < kept.length; set++) {
            kept[set] = set;
            for (int prime : odd.get(set)) {
                counts[prime]++;
            }
        }
        int count = kept.length;
        int before;
        do {
            before = count;
            count = 0;
            for (int i = 0; i < before; i++) {
                if (!isSingle(odd.get(kept[i]), counts)) {
                    kept[count++] = kept[i];
                }
            }
        } while (count < before);
        return Arrays.copyOf(kept, count);
    }

    /** Returns true, and takes the set's primes out of the counts, when no other set has one of them. */
    private static boolean isSingle(int[] primes, int[] counts) {
        boolean isSingle = false;
        for (int prime : primes) {
            isSingle |= counts[prime] == 1;
        }
        if (isSingle) {
            for (int prime : primes) {
                counts[prime]--;
            }
        }
        return isSingle;
    }

    /** Works until all rows are done (true) or the slice is over (false). */
    boolean eliminate(Checkpoint checkpoint) {
        while (next < rows.length) {
            eliminate(next++);
            if (checkpoint.isOver()) {
                return next == rows.length;
            }
        }
        return true;
    }

    /** Takes a row's first bit out of all rows after it. */
    private void eliminate(int index) {
        long[] row = rows[index];
        int pivot = firstBit(row);
        pivots[index] = pivot;
        if (pivot == NONE) {
            return;
        }
        isPivot[pivot] = true;
        int word = pivot >> 6;
        for (int i = index + 1; i < rows.length; i++) {
            long[] other = rows[i];
            if ((other[word] >> pivot & 1) != 0) {
                for (int j = word; j < row.length; j++) {
                    other[j] ^= row[j];
                }
            }
        }
    }

    private static int firstBit(long[] row) {
        for (int i = 0; i < row.length; i++) {
            if (row[i] != 0) {
                return 64 * i + Long.numberOfTrailingZeros(row[i]);
            }
        }
        return NONE;
    }

    int columns() {
        return sets.length;
    }

    /** The sets whose product is a square, that a column stands for; null when the column is a row's pivot. */
    int[] dependency(int column) {
        if (isPivot[column]) {
            return null;
        }
        long[] taken = new long[(sets.length + 63) / 64];
        taken[column >> 6] |= 1L << column;
        for (int i = rows.length - 1; i >= 0; i--) {
            if (pivots[i] != NONE && isOdd(rows[i], taken)) {
                taken[pivots[i] >> 6] |= 1L << pivots[i];
            }
        }
        int[] dependency = new int[sets.length];
        int count = 0;
        for (int i = 0; i < sets.length; i++) {
            if ((taken[i >> 6] >> i & 1) != 0) {
                dependency[count++] = sets[i];
            }
        }
        return Arrays.copyOf(dependency, count);
    }

    private static boolean isOdd(long[] row, long[] taken) {
        long common = 0;
        for (int j = 0; j < row.length; j++) {
            common ^= row[j] & taken[j];
        }
        return (Long.bitCount(common) & 1) != 0;
    }
}
