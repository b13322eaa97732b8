package junretsu.users.store;

/**
 * The numbers from 0 up to a total in the order of their decimal digits as text: 0, 1, 10, 100, 101 and so on. Names
 * that end with their number come in the order of their bytes then, and a table fills its pages from left to right.
 * Immutable.
 *
 * @param total at least 1
 */
record SeedOrder(long total) {
    private static final int DIGITS = 10;

    /**
     * The number at a place.
     *
     * @param place from 0 up to the total
     */
    long at(long place) {
        if (place == 0) {
            return 0;
        }
        long number = 1;
        long left = place - 1;
        while (left > 0) {
            long below = below(number);
            if (below <= left) {
                left -= below;
                number++;
            } else {
                left--;
                number *= DIGITS;
            }
        }
        return number;
    }

    /** The number after one, which is not the last. */
    long after(long number) {
        if (number == 0) {
            return 1;
        }
        if (number * DIGITS < total) {
            return number * DIGITS;
        }
        long next = number;
        while (next % DIGITS == DIGITS - 1 || next + 1 >= total) {
            next /= DIGITS;
        }
        return next + 1;
    }

    /** So many numbers begin with the digits of this one. */
    private long below(long prefix) {
        long count = 0;
        for (long from = prefix, to = prefix + 1; from < total; from *= DIGITS, to *= DIGITS) {
            count += Math.min(to, total) - from;
        }
        return count;
    }
}
