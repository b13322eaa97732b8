package junretsu.numbers.serve;

import java.util.Arrays;
import junretsu.numbers.NumberWire;

/**
 * Puts numbers that lie near to one another in the set side by side: a counting sort by their highest bits. To be used
 * by one thread.
 */
final class BucketSort {
    /** 2²⁰ numbers, whose bits fill 32 pages. */
    static final int BUCKET_BITS = 20;

    /** The position at which each bucket's next number goes. */
    private final int[] offsets = new int[(NumberWire.NUMBERS >>> BUCKET_BITS) + 1];

    private final int[] sorted;

    /** @param countMax numbers at a time */
    BucketSort(int countMax) {
        sorted = new int[countMax];
    }

    /** @return {@code numbers[0 .. count)}, sorted; the array is reused */
    int[] sort(int[] numbers, int count) {
        Arrays.fill(offsets, 0);
        for (int i = 0; i < count; i++) {
            offsets[numbers[i] >>> BUCKET_BITS]++;
        }
        int before = 0;
        for (int bucket = 0; bucket < offsets.length; bucket++) {
            int here = offsets[bucket];
            offsets[bucket] = before;
            before += here;
        }
        for (int i = 0; i < count; i++) {
            int number = numbers[i];
            sorted[offsets[number >>> BUCKET_BITS]++] = number;
        }
        return sorted;
    }
}
