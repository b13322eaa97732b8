package junretsu.items.share;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Items of one shard on their way to Redis, which takes those of a tenant together. To be used by one thread: filled,
 * sorted, read, cleared.
 */
final class MemberBatch {
    /** Bytes of a fingerprint as a set's member: its two words, little endian, as SipHash gives them. */
    static final int MEMBER_BYTES = 16;

    private static final int CAPACITY_MIN = 8 << 10;
    private static final int CAPACITY_KEPT_MAX = 128 << 10;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int COUNTED_MIN = 1_024;
    private static final int COUNTED_PER_ITEM = 8;

    private int[] tenants = new int[CAPACITY_MIN];

    /** The tenant's number, then the item's index, sorted. */
    private long[] order = new long[CAPACITY_MIN];

    private long[] words = new long[2 * CAPACITY_MIN];
    private byte[] members = new byte[MEMBER_BYTES * CAPACITY_MIN];
    private int size;

    /** A fingerprint as a member of a set. */
    static byte[] member(long first, long second) {
        byte[] member = new byte[MEMBER_BYTES];
        LONG.set(member, 0, first);
        LONG.set(member, Long.BYTES, second);
        return member;
    }

    void add(int tenant, long first, long second) {
        if (size == order.length) {
            resize(2 * size);
        }
        tenants[size] = tenant;
        words[2 * size] = first;
        words[2 * size + 1] = second;
        size++;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
        if (order.length > CAPACITY_KEPT_MAX) {
            resize(CAPACITY_MIN);
        }
    }

    /** Brings the items of a tenant together, the tenants in the order of their numbers. */
    void sort() {
        int tenantMax = 0;
        for (int i = 0; i < size; i++) {
            tenantMax = Math.max(tenantMax, tenants[i]);
        }
        if (tenantMax < COUNTED_MIN + COUNTED_PER_ITEM * size) {
            count(tenantMax);
        } else {
            for (int i = 0; i < size; i++) {
                order[i] = (long) tenants[i] << Integer.SIZE | i;
            }
            Arrays.sort(order, 0, size);
        }
        for (int i = 0; i < size; i++) {
            int from = 2 * (int) order[i];
            LONG.set(members, MEMBER_BYTES * i, words[from]);
            LONG.set(members, MEMBER_BYTES * i + Long.BYTES, words[from + 1]);
        }
    }

    /** Sorts by counting, which takes a tenth of the time while there are not many more tenants than items. */
    private void count(int tenantMax) {
        int[] places = new int[tenantMax + 2];
        for (int i = 0; i < size; i++) {
            places[tenants[i] + 1]++;
        }
        for (int tenant = 1; tenant <= tenantMax; tenant++) {
            places[tenant] += places[tenant - 1];
        }
        for (int i = 0; i < size; i++) {
            order[places[tenants[i]]++] = (long) tenants[i] << Integer.SIZE | i;
        }
    }

    /** The tenant of an item, by its place in the order. */
    int tenant(int index) {
        return (int) (order[index] >>> Integer.SIZE);
    }

    /** Returns the place behind the last item of the same tenant. */
    int runEnd(int from) {
        int tenant = tenant(from);
        int end = from + 1;
        while (end < size && tenant(end) == tenant) {
            end++;
        }
        return end;
    }

    /** The members in their order, {@value #MEMBER_BYTES} bytes each. */
    byte[] members() {
        return members;
    }

    private void resize(int capacity) {
        tenants = Arrays.copyOf(tenants, capacity);
        order = new long[capacity];
        words = Arrays.copyOf(words, 2 * capacity);
        members = new byte[MEMBER_BYTES * capacity];
    }
}
