package junretsu.items.log;

import java.util.Arrays;
import junretsu.items.set.FingerprintSet;

/**
 * Puts many fingerprints into a set: collects a million and sorts them by the part of the set that they belong to. One
 * part and what it grows into then stay in the core's cache while all of its fingerprints come; that halves the time
 * for 10 million (1.3 s of CPU instead of 2.4 on the machine where the batch was chosen). To be used by one thread.
 */
final class SetFiller {
    private static final int BATCH_MIN = 1 << 10;
    private static final int BATCH_MAX = 1 << 20;
    private static final int PART_SHIFT = Long.numberOfLeadingZeros(FingerprintSet.PARTS) + 1;

    private final FingerprintSet set;
    private final int batch;
    private final long[] collected;
    private final long[] sorted;
    private final boolean[] isNew;
    private final int[] ends = new int[FingerprintSet.PARTS + 1];
    private int count;

    /** @param expected fingerprints, roughly */
    SetFiller(FingerprintSet set, long expected) {
        this.set = set;
        batch = (int) Math.max(BATCH_MIN, Math.min(BATCH_MAX, expected));
        collected = new long[2 * batch];
        sorted = new long[2 * batch];
        isNew = new boolean[batch];
    }

    void add(long first, long second) {
        collected[2 * count] = first;
        collected[2 * count + 1] = second;
        if (++count == batch) {
            flush();
        }
    }

    /** Puts what was collected into the set. */
    void flush() {
        Arrays.fill(ends, 0);
        for (int i = 0; i < count; i++) {
            ends[part(i) + 1]++;
        }
        for (int part = 0; part < FingerprintSet.PARTS; part++) {
            ends[part + 1] += ends[part];
        }
        for (int i = 0; i < count; i++) {
            int to = ends[part(i)]++;
            sorted[2 * to] = collected[2 * i];
            sorted[2 * to + 1] = collected[2 * i + 1];
        }
        set.addAll(sorted, count, isNew);
        count = 0;
    }

    private int part(int i) {
        return (int) (collected[2 * i] >>> PART_SHIFT);
    }
}
