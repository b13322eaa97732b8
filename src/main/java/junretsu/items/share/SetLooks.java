package junretsu.items.share;

import java.util.Arrays;

/**
 * Knows of the sets of one shard how large they were when they were last looked at, and so notices one that was lost. A
 * set only grows: one that is smaller than it was, or that is empty although items were put there, was lost, whatever
 * has come into it since. To be used by one thread.
 *
 * <p>The word of a set, as {@code items-advance.lua} has it, is twice the number of its losses that were noted, and one
 * more once items were put there since.
 */
final class SetLooks {
    private static final long UNKNOWN = -1;

    enum Verdict {
        FINE,
        /** To be noted for all nodes. */
        LOST,
        /** Another node has noted a loss: the items that this one had put there may be lost, too. */
        LOST_BEFORE
    }

    private long[] sizes = {};
    private long[] words = {};
    private boolean isResumed;

    /**
     * Forgets all of it.
     *
     * @param resumed true when items may be missing that were shipped before and not by what follows: then a set of
     *     which a loss was ever noted is taken for lost
     */
    void forget(boolean resumed) {
        isResumed = resumed;
        Arrays.fill(sizes, 0);
        Arrays.fill(words, UNKNOWN);
    }

    /** Returns true when items are known to have been put into the tenant's set since its last loss. */
    boolean isFilled(int tenant) {
        return tenant < words.length && isOdd(words[tenant]);
    }

    /** The word of the tenant's set as last seen; 0 when it is not known. */
    long word(int tenant) {
        return tenant < words.length ? Math.max(0, words[tenant]) : 0;
    }

    /** Takes note of a set's word after its loss was noted. */
    void noted(int tenant, long word) {
        reserve(tenant);
        words[tenant] = word;
    }

    /**
     * Judges a set that {@link #isFilled}, to which items were added.
     *
     * @param before its size before
     * @param after its size afterwards
     */
    Verdict added(int tenant, long before, long after) {
        reserve(tenant);
        boolean isLost = before < sizes[tenant] || before == 0 && isFilled(tenant);
        sizes[tenant] = after;
        return isLost ? Verdict.LOST : Verdict.FINE;
    }

    /**
     * Judges a set to which items were added for the first time, as far as is known.
     *
     * @param word read before; null when the set was never there
     */
    Verdict added(int tenant, Long word, long before, long after) {
        Verdict verdict = looked(tenant, word, before);
        sizes[tenant] = after;
        words[tenant] = word == null ? 1 : word | 1;
        return verdict;
    }

    /**
     * Judges a set that was only looked at.
     *
     * @param word read before the size; null when the set was never there
     */
    Verdict looked(int tenant, Long word, long size) {
        reserve(tenant);
        long known = words[tenant];
        words[tenant] = word == null ? UNKNOWN : word;
        Verdict verdict = added(tenant, size, size);
        boolean isNews = word != null && (known == UNKNOWN ? isResumed && word > 1 : word / 2 > known / 2);
        boolean isNotedByOthers = known != UNKNOWN && isNews;
        return isNotedByOthers || verdict == Verdict.FINE && isNews ? Verdict.LOST_BEFORE : verdict;
    }

    private static boolean isOdd(long word) {
        return word != UNKNOWN && word % 2 == 1;
    }

    private void reserve(int tenant) {
        if (tenant >= sizes.length) {
            int from = words.length;
            int capacity = Math.max(tenant + 1, 2 * from);
            sizes = Arrays.copyOf(sizes, capacity);
            words = Arrays.copyOf(words, capacity);
            Arrays.fill(words, from, capacity, UNKNOWN);
        }
    }
}
