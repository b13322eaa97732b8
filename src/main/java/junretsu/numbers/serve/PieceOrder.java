package junretsu.numbers.serve;

import java.util.Arrays;

/** Puts numbers in the order of the set's pieces: a counting sort. To be used by one thread. */
final class PieceOrder {
    /** The next place for a number of each piece. */
    private final int[] places = new int[NumberSet.PIECES];

    private final int[] sorted;

    /** @param countMax numbers at a time */
    PieceOrder(int countMax) {
        sorted = new int[countMax];
    }

    /** @return {@code numbers[0 .. count)} in order; the array is used over and over */
    int[] sort(int[] numbers, int count) {
        Arrays.fill(places, 0);
        for (int i = 0; i < count; i++) {
            places[numbers[i] >>> NumberSet.PIECE_BITS]++;
        }
        int before = 0;
        for (int piece = 0; piece < places.length; piece++) {
            int here = places[piece];
            places[piece] = before;
            before += here;
        }
        for (int i = 0; i < count; i++) {
            int number = numbers[i];
            sorted[places[number >>> NumberSet.PIECE_BITS]++] = number;
        }
        return sorted;
    }
}
