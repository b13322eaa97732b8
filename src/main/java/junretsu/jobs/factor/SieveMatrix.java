package junretsu.jobs.factor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The matrix over the field of two elements with a row for each prime and a column for each set of relations. Gauss and
 * Jordan's elimination a row at a time; each column that no row stands for then gives a product that is a square.
 */
final class SieveMatrix {
    private static final int NONE = -1;

    /** Columns more than rows that are kept. */
    private static final int SURPLUS = 40;

    /** By column, the index of its set. */
    private final int[] sets;

    private final long[][] rows;
    private final int[] pivots;
    private final boolean[] isPivot;
    private int next;

    /**
     * Builds the matrix without what cannot be of use: sets with a prime that no other set has.
     *
     * @param odd by set, the primes that divide its product an odd number of times, ascending
     * @param primes that there are
     */
    SieveMatrix(List<int[]> odd, int primes) {
        int[] counts = new int[primes];
        List<Integer> kept = keep(odd, counts);
        int[] rowOf = new int[primes];
        int used = 0;
        for (int prime = 0; prime < primes; prime++) {
            rowOf[prime] = counts[prime] > 0 ? used++ : NONE;
        }
        if (kept.size() > used + SURPLUS) {
            kept = kept.subList(0, used + SURPLUS);
        }
        sets = kept.stream().mapToInt(Integer::intValue).toArray();
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
    private static List<Integer> keep(List<int[]> odd, int[] counts) {
        List<Integer> kept = new ArrayList<>();
        for (int set = 0; set < odd.size(); set++) {
            kept.add(set);
            for (int prime : odd.get(set)) {
                counts[prime]++;
            }
        }
        while (kept.removeIf(set -> isSingle(odd.get(set), counts))) {
            continue;
        }
        return kept;
    }

    private static boolean isSingle(int[] primes, int[] counts) {
        for (int prime : primes) {
            if (counts[prime] == 1) {
                for (int other : primes) {
                    counts[other]--;
                }
                return true;
            }
        }
        return false;
    }

    /** Works until all rows are done (true) or the slice is over (false). */
    boolean eliminate(Checkpoint checkpoint) {
        while (next < rows.length) {
            eliminateRow(next++);
            if (checkpoint.isOver()) {
                return next == rows.length;
            }
        }
        return true;
    }

    private void eliminateRow(int index) {
        long[] row = rows[index];
        int pivot = firstBit(row);
        pivots[index] = pivot;
        if (pivot == NONE) {
            return;
        }
        isPivot[pivot] = true;
        int word = pivot >> 6;
        long bit = 1L << pivot;
        for (int i = 0; i < rows.length; i++) {
            if (i != index && (rows[i][word] & bit) != 0) {
                long[] other = rows[i];
                for (int j = 0; j < row.length; j++) {
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

    double progress() {
        return rows.length == 0 ? 1 : (double) next / rows.length;
    }

    int columns() {
        return sets.length;
    }

    /** The sets whose product is a square, that a column stands for; null when a row stands for it. */
    int[] dependency(int column) {
        if (isPivot[column]) {
            return null;
        }
        int[] dependency = new int[rows.length + 1];
        int count = 0;
        dependency[count++] = sets[column];
        for (int i = 0; i < rows.length; i++) {
            if ((rows[i][column >> 6] >> column & 1) != 0) {
                dependency[count++] = sets[pivots[i]];
            }
        }
        return Arrays.copyOf(dependency, count);
    }
}
