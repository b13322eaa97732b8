package junretsu.items.serve;

import java.util.Arrays;

/**
 * The items of one request on their way to the disk: filled by the thread that parses, then changed by the committer
 * alone. An item of a tenant with windows is in it twice.
 */
final class ItemBatch {
    private static final int SIZE_MIN = 16;

    private byte[] body;
    private long[] fingerprints = new long[2 * SIZE_MIN];
    private CountedTenant[] tenants = new CountedTenant[SIZE_MIN];
    private int[] idFrom = new int[SIZE_MIN];
    private int[] idLength = new int[SIZE_MIN];
    private boolean[] isNew = new boolean[SIZE_MIN];
    private int size;
    private int accepted;
    private int skipped;
    private int newItems;
    private Answer answer;
    private String excess;

    /** Takes the outcome of a batch; called once, by the committer. */
    interface Answer {
        /** All of it is on the disk. */
        void committed(ItemBatch batch, long frame);

        /** None of it was taken. */
        void rejected(ItemBatch batch, int status, String reason);
    }

    /** Begins anew. */
    ItemBatch reset(byte[] array) {
        Arrays.fill(tenants, 0, size, null);
        body = array;
        size = 0;
        accepted = 0;
        skipped = 0;
        newItems = 0;
        answer = null;
        excess = null;
        return this;
    }

    /** Adds an item's entry in one set. */
    void add(CountedTenant tenant, int from, int length) {
        if (size == tenants.length) {
            grow(2 * size);
        }
        tenant.fingerprint(body, from, length, fingerprints, 2 * size);
        tenants[size] = tenant;
        idFrom[size] = from;
        idLength[size] = length;
        size++;
    }

    private void grow(int length) {
        fingerprints = Arrays.copyOf(fingerprints, 2 * length);
        tenants = Arrays.copyOf(tenants, length);
        idFrom = Arrays.copyOf(idFrom, length);
        idLength = Arrays.copyOf(idLength, length);
        isNew = new boolean[length];
    }

    /** Drops the entries of tenants that were erased since the batch was filled: their items came before that. */
    void dropErased() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!tenants[i].isErased()) {
                fingerprints[2 * kept] = fingerprints[2 * i];
                fingerprints[2 * kept + 1] = fingerprints[2 * i + 1];
                tenants[kept] = tenants[i];
                idFrom[kept] = idFrom[i];
                idLength[kept] = idLength[i];
                kept++;
            }
        }
        Arrays.fill(tenants, kept, size, null);
        size = kept;
    }

    /** Keeps the fingerprints of the new entries alone, from index 0 on; returns how many there are. */
    int keepNew() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (isNew[i]) {
                fingerprints[2 * kept] = fingerprints[2 * i];
                fingerprints[2 * kept + 1] = fingerprints[2 * i + 1];
                kept++;
            }
        }
        return kept;
    }

    /** Empties the batch, since it would be more than a tenant may have. */
    void exceed(String sentence) {
        Arrays.fill(tenants, 0, size, null);
        size = 0;
        excess = sentence;
    }

    /** A sentence about the tenant that would have too many items; null when there is none. */
    String excess() {
        return excess;
    }

    /** Adds the new entries to their tenants' counts. */
    void countNew() {
        for (int i = 0; i < size; i++) {
            if (isNew[i]) {
                tenants[i].addOne();
                newItems += tenants[i].isWindow() ? 0 : 1;
            }
        }
    }

    /** Items that were not in their tenants before, once they are committed. */
    int newItems() {
        return newItems;
    }

    /** Notes that an item is in the batch, or was passed over. */
    void countItem(boolean isGood) {
        accepted += isGood ? 1 : 0;
        skipped += isGood ? 0 : 1;
    }

    void answer(Answer taker) {
        answer = taker;
    }

    Answer answer() {
        return answer;
    }

    /** Entries, windows included. */
    int size() {
        return size;
    }

    /** Items that were accepted. */
    int accepted() {
        return accepted;
    }

    /** Items that were passed over because they were bad. */
    int skipped() {
        return skipped;
    }

    byte[] body() {
        return body;
    }

    long[] fingerprints() {
        return fingerprints;
    }

    boolean[] isNew() {
        return isNew;
    }

    CountedTenant tenant(int index) {
        return tenants[index];
    }

    int idFrom(int index) {
        return idFrom[index];
    }

    int idLength(int index) {
        return idLength[index];
    }

    /** Entries that there is room for. */
    int capacity() {
        return tenants.length;
    }
}
