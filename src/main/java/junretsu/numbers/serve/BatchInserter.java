package junretsu.numbers.serve;

/**
 * Adds batches of numbers to a set, for one thread.
 *
 * <p>A random number's bit is in no cache and its page in no TLB, which costs some 100 ns. So a batch first reads its
 * words with nothing that depends on them, which lets the core fetch many at once, and only then sets the bits: a
 * compare-and-set waits for everything before it, and finds its line at hand. A large batch is sorted before, so that
 * the walks through the page tables find at hand what they need too.
 */
final class BatchInserter {
    /** From here on, there is a number or more for each bucket of the sort. */
    private static final int SORTED_FROM = 1_024;

    /** As many words as fit the second cache with room to spare. */
    private static final int AT_ONCE = 1_024;

    private final NumberSet set;
    private final BucketSort sort;

    /** The result of reading ahead is kept here, so that the compiler does not remove the reads. */
    private long readAhead;

    /** @param countMax numbers in a batch */
    BatchInserter(NumberSet set, int countMax) {
        this.set = set;
        sort = new BucketSort(countMax);
    }

    /**
     * Adds {@code numbers[0 .. count)}, and leaves those that are new in {@code numbers[0 .. returned)}, in any order.
     *
     * @return how many are new
     */
    int add(int[] numbers, int count) {
        int[] batch = count < SORTED_FROM ? numbers : sort.sort(numbers, count);
        int added = 0;
        for (int from = 0; from < count; from += AT_ONCE) {
            int to = Math.min(count, from + AT_ONCE);
            readAhead = readAhead(batch, from, to);
            added = add(batch, from, to, numbers, added);
        }
        return added;
    }

    private long readAhead(int[] batch, int from, int to) {
        long all = 0;
        for (int i = from; i < to; i++) {
            all |= set.word(batch[i]);
        }
        return all;
    }

    private int add(int[] batch, int from, int to, int[] fresh, int before) {
        int added = before;
        for (int i = from; i < to; i++) {
            int number = batch[i];
            boolean isNew = set.add(number);
            fresh[added] = number;
            added += isNew ? 1 : 0;
        }
        return added;
    }
}
