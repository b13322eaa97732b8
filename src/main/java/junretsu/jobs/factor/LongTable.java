package junretsu.jobs.factor;

/** A hash table that numbers words other than 0 in the order in which they come, by linear probing. */
final class LongTable {
    private long[] keys = new long[1_024];
    private int[] numbers = new int[1_024];
    private int size;

    /** Returns the number of a word, from 0 on; a new one gets the next number, which {@link #size} was before. */
    int numberOf(long key) {
        int slot = slot(key);
        if (keys[slot] == 0) {
            if (2 * size >= keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
            numbers[slot] = size++;
        }
        return numbers[slot];
    }

    int size() {
        return size;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key * 0x9e3779b97f4a7c15L >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[2 * oldKeys.length];
        numbers = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
