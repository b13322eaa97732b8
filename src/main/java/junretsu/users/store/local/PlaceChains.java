package junretsu.users.store.local;

import java.util.Arrays;

/** Places in some list by a hash of what stands there: chains in arrays. Not for several threads. */
final class PlaceChains {
    static final int NONE = -1;
    private static final int FIRST_PLACES = 1_024;

    private int[] first = filled(FIRST_PLACES);
    private int[] next = filled(FIRST_PLACES);
    private int[] hashes = new int[FIRST_PLACES];

    private static int[] filled(int size) {
        int[] places = new int[size];
        Arrays.fill(places, NONE);
        return places;
    }

    /** The first place whose hash may be this one; {@link #NONE} when there is none. */
    int first(int hash) {
        return first[hash & first.length - 1];
    }

    /** The place behind one; {@link #NONE} behind the last. */
    int next(int place) {
        return next[place];
    }

    /** Adds a place that is not here. */
    void add(int hash, int place) {
        while (place >= next.length) {
            grow();
        }
        int chain = hash & first.length - 1;
        hashes[place] = hash;
        next[place] = first[chain];
        first[chain] = place;
    }

    private void grow() {
        int[] before = first;
        int[] behind = next;
        first = filled(2 * before.length);
        next = filled(2 * before.length);
        hashes = Arrays.copyOf(hashes, 2 * before.length);
        for (int chain : before) {
            for (int place = chain; place != NONE; place = behind[place]) {
                add(hashes[place], place);
            }
        }
    }

    /** Removes a place that is here. */
    void remove(int place) {
        int chain = hashes[place] & first.length - 1;
        if (first[chain] == place) {
            first[chain] = next[place];
            return;
        }
        int before = first[chain];
        while (next[before] != place) {
            before = next[before];
        }
        next[before] = next[place];
    }

    void clear() {
        Arrays.fill(first, NONE);
    }
}
