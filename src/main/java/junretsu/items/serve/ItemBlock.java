package junretsu.items.serve;

import java.util.Arrays;

/** Some items of a body whose tenants are then looked for together, see {@link Tenants#findAll}. For one thread. */
final class ItemBlock {
    static final int SIZE = 64;

    private final int[] idFrom = new int[SIZE];
    private final int[] idLength = new int[SIZE];
    private final int[] tenantFrom = new int[SIZE];
    private final int[] tenantLength = new int[SIZE];
    private final int[] index = new int[SIZE];
    private final long[] words = new long[2 * SIZE];
    private final CountedTenant[] tenants = new CountedTenant[SIZE];
    private int size;

    /** The result of reading ahead is kept here, so that the compiler does not remove the reads. */
    private long readAhead;

    /** Takes an item; {@link #isFull} is to be asked then. Items of one tenant mostly follow one another. */
    void add(Tenants all, byte[] body, int from, int length, int nameFrom, int nameLength, int itemIndex) {
        int last = size - 1;
        if (last >= 0 && isNamed(last, body, nameFrom, nameLength)) {
            words[2 * size] = words[2 * last];
            words[2 * size + 1] = words[2 * last + 1];
        } else {
            all.hash(body, nameFrom, nameLength, words, 2 * size);
        }
        idFrom[size] = from;
        idLength[size] = length;
        tenantFrom[size] = nameFrom;
        tenantLength[size] = nameLength;
        index[size] = itemIndex;
        size++;
    }

    private boolean isNamed(int item, byte[] body, int from, int length) {
        int knownFrom = tenantFrom[item];
        return Arrays.equals(body, from, from + length, body, knownFrom, knownFrom + tenantLength[item]);
    }

    boolean isFull() {
        return size == SIZE;
    }

    /** Looks for the tenants of all items. */
    void find(Tenants all) {
        readAhead = all.findAll(words, size, tenants);
    }

    /** Empties it. */
    void clear() {
        Arrays.fill(tenants, 0, size, null);
        size = 0;
    }

    int size() {
        return size;
    }

    /** The tenant of an item; null when it is not there yet. */
    CountedTenant tenant(int item) {
        return tenants[item];
    }

    /** An item's place in the body, from 0 on. */
    int index(int item) {
        return index[item];
    }

    int idFrom(int item) {
        return idFrom[item];
    }

    int idLength(int item) {
        return idLength[item];
    }

    int tenantFrom(int item) {
        return tenantFrom[item];
    }

    int tenantLength(int item) {
        return tenantLength[item];
    }
}
