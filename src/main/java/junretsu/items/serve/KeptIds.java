package junretsu.items.serve;

import java.util.Arrays;

/** Copies of IDs until they are in the log, in arrays of 64 KiB, so that none is large. For one thread at a time. */
final class KeptIds {
    private static final int ARRAY_BITS = 16;
    private static final int ARRAY_BYTES = 1 << ARRAY_BITS;

    private final BatchPool pool;
    private byte[][] arrays = new byte[4][];
    private int count;
    private int used = ARRAY_BYTES;

    KeptIds(BatchPool pool) {
        this.pool = pool;
    }

    long bytes() {
        return (long) count * ARRAY_BYTES;
    }

    /**
     * Copies an ID; throws as {@link BatchPool#claim} does.
     *
     * @param length {@link junretsu.items.ItemWire#ID_BYTES_MAX} at most
     * @return its place, for {@link #array} and {@link #offset}
     */
    int add(byte[] bytes, int from, int length) {
        if (used + length > ARRAY_BYTES) {
            pool.claim(ARRAY_BYTES);
            if (count == arrays.length) {
                arrays = Arrays.copyOf(arrays, 2 * count);
            }
            arrays[count++] = new byte[ARRAY_BYTES];
            used = 0;
        }
        System.arraycopy(bytes, from, arrays[count - 1], used, length);
        int place = count - 1 << ARRAY_BITS | used;
        used += length;
        return place;
    }

    /** Returns the array that has the ID of a place. */
    byte[] array(int place) {
        return arrays[place >>> ARRAY_BITS];
    }

    /** Returns where in its array the ID of a place begins. */
    static int offset(int place) {
        return place & ARRAY_BYTES - 1;
    }
}
