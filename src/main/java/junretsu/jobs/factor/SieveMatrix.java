package junretsu.jobs.factor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The matrix over the field of two elements with a row for each prime and a column for each set of relations, in
 * bits. Gauss' elimination, a row at a time; each column that no row has for its pivot then gives a product that is a
 * square.
 */
final class SieveMatrix {
    private static final int NONE = -1;

    /** Columns more than rows that are kept. */
    private static final int SURPLUS = 40;

    private static final int SETS_A_CHECK = 512;
    private static final int ROWS_A_CHECK = 256;

    private final Relations relations;

    /** By set, the primes that divide its product an odd number of times; null for one that is of no use. */
    private final int[][] odd;

    private final byte[] parities;

    /** By prime, how many of the sets have it. */
    private final int[] counts;

    private int setsRead;
    private boolean isPruned;

    /** By column, the index of its set. */
    private int[] sets;

    private long[][] rows;

    /** By row, the column of the first bit that it had when its turn came, and that later rows have not. */
    private int[] pivots;

    private boolean[] isPivot;
    private int[] rowOf;
    private int rowsMade;
    private int columnsFilled;
    private int rowsDone;

    /** @param primes that there are, with the sign */
    SieveMatrix(Relations relations, int primes) {
        this.relations = relations;
        odd = new int[relations.sets().size()][];
        parities = new byte[primes];
        counts = new int[primes];
    }

    /** Works until all rows are done (true) or the slice is over (false). */
    boolean run(Checkpoint checkpoint) {
        while (setsRead < odd.length) {
            read();
            if (checkpoint.isOver()) {
                return false;
            }
        }
        while (!isPruned) {
            isPruned = prune();
            if (checkpoint.isOver()) {
                return false;
            }
        }
        if (rows == null) {
            number();
        }
        while (rowsMade < rows.length || columnsFilled < sets.length) {
            build();
            if (checkpoint.isOver()) {
                return false;
            }
        }
        while (rowsDone < rows.length) {
            eliminate(rowsDone++);
            if (checkpoint.isOver()) {
                return rowsDone == rows.length;
            }
        }
        return true;
    }

    private void read() {
        int end = Math.min(odd.length, setsRead + SETS_A_CHECK);
        for (; setsRead < end; setsRead++) {
            odd[setsRead] = relations.oddColumns(relations.sets().get(setsRead), parities);
            for (int prime : odd[setsRead]) {
                counts[prime]++;
            }
        }
    }

    /** Takes out the sets with a prime that no other set has; returns true when there is none of them. */
    private boolean prune() {
        boolean isNone = true;
        for (int set = 0; set < odd.length; set++) {
            if (odd[set] != null && hasSinglePrime(odd[set])) {
                for (int prime : odd[set]) {
                    counts[prime]--;
                }
                odd[set] = null;
                isNone = false;
            }
        }
        return isNone;
    }

    private boolean hasSinglePrime(int[] primes) {
        for (int prime : primes) {
            if (counts[prime] == 1) {
                return true;
            }
        }
        return false;
    }

    /**
     * Gives the primes that are left a row each, the largest first, since their rows are sparse, and the sets a
     * column.
     */
    private void number() {
        rowOf = new int[counts.length];
        int used = 0;
        for (int prime = counts.length - 1; prime >= 0; prime--) {
            rowOf[prime] = counts[prime] > 0 ? used++ : NONE;
        }
        sets = IntStream.range(0, odd.length)
                .filter(set -> odd[set] != null)
                .limit(used + SURPLUS)
                .toArray();
        rows = new long[used][];
        pivots = new int[used];
        isPivot = new boolean[sets.length];
    }

    /** Makes some rows, and once all are made fills in some columns. */
    private void build() {
        int end = Math.min(rows.length, rowsMade + ROWS_A_CHECK);
        for (; rowsMade < end; rowsMade++) {
            rows[rowsMade] = new long[(sets.length + 63) / 64];
        }
        if (rowsMade < rows.length) {
            return;
        }
        end = Math.min(sets.length, columnsFilled + SETS_A_CHECK);
        for (; columnsFilled < end; columnsFilled++) {
            for (int prime : odd[sets[columnsFilled]]) {
                rows[rowOf[prime]][columnsFilled >> 6] |= 1L << columnsFilled;
            }
        }
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
