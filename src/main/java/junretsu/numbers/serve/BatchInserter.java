package junretsu.numbers.serve;

/**
 * Adds batches of numbers to a set, for one thread.
 *
 * <p>A random number's bit is in no cache and its page in no TLB, which costs some 100 ns. So a batch first reads its
 * words with nothing that depends on them, which lets the core fetch many at once, and only then sets the bits. One
 * thread at a time does so: a lock for a batch and plain stores cost less than a compare-and-set for each number, which
 * waits for everything before it. Sorting a batch first, so that the walks through the page tables find at hand what
 * they need too, costs more than it gains.
 */
final class BatchInserter {
    /** As many words as fit the first cache. */
    private static final int AT_ONCE = 512;

    private final NumberSet set;

    /** The result of reading ahead is kept here, so that the compiler does not remove the reads. */
    private long readAhead;

    BatchInserter(NumberSet set) {
        this.set = set;
    }

    /**
     * Adds {@code numbers[0 .. count)}, and leaves the new ones in {@code numbers[0 .. returned)}, in order.
     *
     * @return how many are new
     */
    int addAll(int[] numbers, int count) {
        int added = 0;
        synchronized (set) {
            for (int from = 0; from < count; from += AT_ONCE) {
                int to = Math.min(count, from + AT_ONCE);
                readAhead = readAhead(numbers, from, to);
                added = add(numbers, from, to, added);
            }
        }
        return added;
    }

    private long readAhead(int[] numbers, int from, int to) {
        long all = 0;
        for (int i = from; i < to; i++) {
            all |= set.word(numbers[i]);
        }
        return all;
    }

    private int add(int[] numbers, int from, int to, int before) {
        int added = before;
        for (int i = from; i < to; i++) {
            int number = numbers[i];
            boolean isNew = set.add(number);
            numbers[added] = number;
            added += isNew ? 1 : 0;
        }
        return added;
    }
}
