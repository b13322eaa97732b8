package junretsu.numbers.serve;

import junretsu.numbers.NumberWire;

/**
 * The set of the numbers seen, out of 10⁹: a bit each, 125 MB. Any number of threads may add, each under this object's
 * monitor.
 */
final class NumberSet {
    /** The bytes that Java's heap must be able to grow to: the set and everything else, whichever collector is used. */
    static final long HEAP_BYTES = 224L << 20;

    private final long[] words = new long[NumberWire.NUMBERS / Long.SIZE];

    /** The word that the number's bit is in. */
    long word(int number) {
        return words[number >>> 6];
    }

    /** @return true when it was not in the set before */
    boolean add(int number) {
        int word = number >>> 6;
        long bit = 1L << number;
        long old = words[word];
        words[word] = old | bit;
        return (old & bit) == 0;
    }
}
