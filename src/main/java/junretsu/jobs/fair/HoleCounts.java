package junretsu.jobs.fair;

/**
 * The holes in an array by stretches of {@value #PLACES} places, added up so that those before a place are counted in
 * the logarithm of the array's length (Fenwick, Software: Practice and Experience 1994).
 */
final class HoleCounts {
    static final int PLACES = 64;

    /** At i, the holes of the {@code i & -i} stretches up to stretch i, the first of which is 1. */
    private final int[] sums;

    /** @param places of the array */
    HoleCounts(int places) {
        sums = new int[places / PLACES + 1];
    }

    void add(int place, int holes) {
        for (int i = place / PLACES + 1; i < sums.length; i += i & -i) {
            sums[i] += holes;
        }
    }

    /** Holes in the stretches before the one of a place. */
    int before(int place) {
        int holes = 0;
        for (int i = place / PLACES; i > 0; i -= i & -i) {
            holes += sums[i];
        }
        return holes;
    }
}
