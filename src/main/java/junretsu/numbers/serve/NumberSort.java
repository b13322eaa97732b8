package junretsu.numbers.serve;

import java.util.Arrays;
import junretsu.numbers.NumberWire;

/**
 * Puts numbers that lie near to one another in the set side by side: a counting sort by their highest bits. To be used by one thread.
 */
final class NumberSort {
    /** 2²⁰ numbers, whose bits fill 32 pages. */
    static final int STRETCH_BITS = 20;

    /** The next place for a number of each stretch. */
    private final int[] places = new int[(NumberWire.NUMBERS >>> STRETCH_BITS) + 1];

    private final int[] sorted;

    /** @param countMax numbers at a time */
    NumberSort(int countMax) {
        sorted = new int[countMax];
    }

    /** @return {@code numbers[0 .. count)}, sorted; the array is used over and over */
    int[] sort(int[] numbers, int count) {
        Arrays.fill(places, 0);
        for (int i = 0; i < count; i++) {
            places[numbers[i] >>> STRETCH_BITS]++;
        }
        int before = 0;
        for (int stretch = 0; stretch < places.length; stretch++) {
            int here = places[stretch];
            places[stretch] = before;
            before += here;
        }
        for (int i = 0; i < count; i++) {
            int number = numbers[i];
            sorted[places[number >>> STRETCH_BITS]++] = number;
        }
        return sorted;
    }
}
