package junretsu.jobs.factor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The relations that the sieve found: X^2 is the product of primes of the factor base and at most two large primes,
 * modulo n. They are numbered from 0 on and kept as words: those of X, then the columns of the primes, each as often
 * as it divides. A set of relations in whose product the large primes are squares is worth a row of the matrix.
 */
final class Relations {
    /** Column 0 is the sign, the others are the factor base's primes, from 1 on. */
    static final int SIGN = 0;

    /** Words from which on relations with large primes are dropped, so that the words stay below 64 MiB. */
    private static final int WORDS_MAX = 14 << 20;

    private final int wordsOfX;
    private final GrowingInts words = new GrowingInts();
    private final GrowingInts starts = new GrowingInts();
    private final GrowingInts large1 = new GrowingInts();
    private final GrowingInts large2 = new GrowingInts();
    private final LongTable seen = new LongTable();
    private final LargePrimeGraph graph = new LargePrimeGraph();
    private final List<int[]> sets = new ArrayList<>();

    Relations(int bitsOfX) {
        wordsOfX = bitsOfX / 32 + 1;
        starts.add(0);
    }

    /**
     * Adds a relation that is not there yet.
     *
     * @param x its square's root
     * @param columns of the primes, each as often as it divides
     * @param p a large prime or 1
     * @param q another one or 1
     */
    void add(BigInteger x, GrowingInts columns, int p, int q) {
        BigInteger positive = x.abs();
        int known = seen.size();
        if (words.size() > WORDS_MAX && (p | q) != 1 || seen.numberOf(positive.longValue() | 1L << 63) != known) {
            return;
        }
        int relation = starts.size() - 1;
        for (int i = 0; i < wordsOfX; i++) {
            words.add(positive.shiftRight(32 * i).intValue());
        }
        for (int i = 0; i < columns.size(); i++) {
            words.add(columns.get(i));
        }
        starts.add(words.size());
        large1.add(p);
        large2.add(q);
        if (p == q) {
            sets.add(new int[] {relation});
        } else {
            int[] cycle = graph.add(p, q, relation);
            if (cycle != null) {
                sets.add(cycle);
            }
        }
    }

    /** The sets that are worth a row of the matrix, each of relations that differ. */
    List<int[]> sets() {
        return sets;
    }

    /** Number of relations, with those that are in no set. */
    int size() {
        return starts.size() - 1;
    }

    BigInteger x(int relation) {
        BigInteger x = BigInteger.ZERO;
        for (int i = wordsOfX - 1; i >= 0; i--) {
            x = x.shiftLeft(32).add(BigInteger.valueOf(words.get(starts.get(relation) + i) & 0xffff_ffffL));
        }
        return x;
    }

    /** Adds 1 to the count of each column, for each time that its prime divides. */
    void count(int relation, int[] columns) {
        int end = starts.get(relation + 1);
        for (int i = starts.get(relation) + wordsOfX; i < end; i++) {
            columns[words.get(i)]++;
        }
    }

    /** The product of the relation's large primes. */
    BigInteger large(int relation) {
        return BigInteger.valueOf((long) large1.get(relation) * large2.get(relation));
    }

    /**
     * The columns that divide a set's product an odd number of times.
     *
     * @param parities a zero for each column, before and after
     */
    int[] oddColumns(int[] set, byte[] parities) {
        GrowingInts met = new GrowingInts();
        for (int relation : set) {
            int end = starts.get(relation + 1);
            for (int i = starts.get(relation) + wordsOfX; i < end; i++) {
                parities[words.get(i)] ^= 1;
                met.add(words.get(i));
            }
        }
        int[] odd = new int[met.size()];
        int count = 0;
        for (int i = 0; i < odd.length; i++) {
            int column = met.get(i);
            if (parities[column] != 0) {
                parities[column] = 0;
                odd[count++] = column;
            }
        }
        return Arrays.copyOf(odd, count);
    }
}
