package junretsu.items.serve;

import java.util.Arrays;

/**
 * The items of one request on their way to the disk: filled by the thread that parses, then changed by the committer
 * alone. An item of a tenant with windows is in it twice.
 */
final class ItemBatch {
    private static final int SIZE_MIN = 16;

    /** Of the arrays below: 16 for a fingerprint, 13 for the others. */
    private static final int ENTRY_BYTES = 29;

    private final BatchPool pool;
    private byte[] body;

    /** Null when the IDs stand in a body that stays until the answer. */
    private KeptIds kept;

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

    /** @param pool that says how much memory is left */
    ItemBatch(BatchPool pool) {
        this.pool = pool;
    }

    /** Takes the outcome of a batch; called once, by the committer. */
    interface Answer {
        /** All of it is on the disk. */
        void committed(ItemBatch batch, long frame);

        /** None of it was taken. */
        void rejected(ItemBatch batch, int status, String reason);
    }

    /**
     * Begins anew.
     *
     * @param wholeBody in which the IDs stay until the answer; null when it comes in parts
     * @param copies IDs, since the body does not stay and the log is to have them
     */
    ItemBatch reset(byte[] wholeBody, boolean copies) {
        Arrays.fill(tenants, 0, size, null);
        body = wholeBody;
        kept = copies ? new KeptIds(pool) : null;
        size = 0;
        accepted = 0;
        skipped = 0;
        newItems = 0;
        answer = null;
        excess = null;
        return this;
    }

    /** Bytes of memory that it has claimed. */
    long bytes() {
        return (long) ENTRY_BYTES * tenants.length + (kept == null ? 0 : kept.bytes());
    }

    /** Adds an item; throws as {@link BatchPool#claim} does. */
    void add(CountedTenant tenant, byte[] bytes, int from, int length) {
        add(tenant, bytes, from, length, kept == null ? from : kept.add(bytes, from, length));
    }

    /** Adds the item that was added last to a window, too. */
    void addWindow(CountedTenant window, byte[] bytes, int from, int length) {
        add(window, bytes, from, length, idFrom[size - 1]);
    }

    private void add(CountedTenant tenant, byte[] bytes, int from, int length, int place) {
        if (size == tenants.length) {
            grow(2 * size);
        }
        tenant.fingerprint(bytes, from, length, fingerprints, 2 * size);
        tenants[size] = tenant;
        idFrom[size] = place;
        idLength[size] = length;
        size++;
    }

    private void grow(int length) {
        pool.claim((long) ENTRY_BYTES * (length - tenants.length));
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

    /** The array that has an entry's ID; null when it is not kept. */
    byte[] idBytes(int index) {
        return kept == null ? body : kept.array(idFrom[index]);
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
        return kept == null ? idFrom[index] : KeptIds.offset(idFrom[index]);
    }

    int idLength(int index) {
        return idLength[index];
    }

    /** Entries that there is room for. */
    int capacity() {
        return tenants.length;
    }
}
