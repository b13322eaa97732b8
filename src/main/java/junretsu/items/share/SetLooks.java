package junretsu.items.share;

import java.util.Arrays;

/**
 * Knows of the sets of one shard how large they were when they were last looked at, and so notices one that was lost. A
 * set only grows: one that is smaller than it was, or that is empty although it is known to have been there, was lost,
 * whatever has come into it since. To be used by one thread.
 */
final class SetLooks {
    private static final int UNKNOWN = -1;

    /** The size of a set whose loss was noticed and that nobody has filled since. */
    private static final int EMPTY = -1;

    enum Verdict {
        FINE,
        /** To be noted for all nodes. */
        LOST,
        /** Another node has noted a loss: what this one has of the set may have been lost, too. */
        LOST_BEFORE
    }

    private long[] sizes = {};
    private int[] losses = {};
    private boolean isResumed;

    /**
     * Forgets all of it.
     *
     * @param resumed true when this run has not shipped all of the log itself, so that a loss noted earlier may be of
     *     what an earlier run had shipped
     */
    void forget(boolean resumed) {
        isResumed = resumed;
        Arrays.fill(sizes, 0);
        Arrays.fill(losses, UNKNOWN);
    }

    /** Takes it that sets may be smaller now than they were, as on a replica that took the place of its master. */
    void forgetSizes() {
        Arrays.fill(sizes, 0);
    }

    /** Returns true when the number of losses of the tenant's set is known. */
    boolean isKnown(int tenant) {
        return tenant < losses.length && losses[tenant] != UNKNOWN;
    }

    /** The losses of the tenant's set that are known, 0 when none is. */
    int losses(int tenant) {
        return isKnown(tenant) ? losses[tenant] : 0;
    }

    /** Takes note that the loss of a set was noted. */
    void noted(int tenant, long lossesNow) {
        reserve(tenant);
        losses[tenant] = (int) lossesNow;
    }

    /**
     * Judges a set after items were added, or without that.
     *
     * @param before its size before
     * @param after its size afterwards
     */
    Verdict look(int tenant, long before, long after) {
        reserve(tenant);
        boolean isGone = before == 0 && losses[tenant] != UNKNOWN && sizes[tenant] != EMPTY;
        boolean isLost = before < sizes[tenant] || isGone;
        sizes[tenant] = after == 0 && (isLost || sizes[tenant] == EMPTY) ? EMPTY : after;
        return isLost ? Verdict.LOST : Verdict.FINE;
    }

    /**
     * Judges a set whose losses were read, too, before its size.
     *
     * @param lossesNow null when the set was never there
     * @param isAdded true when the set is there from now on
     */
    Verdict look(int tenant, Long lossesNow, long before, long after, boolean isAdded) {
        reserve(tenant);
        int known = losses[tenant];
        if (lossesNow == null) {
            boolean isLost = before < sizes[tenant];
            losses[tenant] = isAdded ? 0 : UNKNOWN;
            sizes[tenant] = after;
            return isLost ? Verdict.LOST : Verdict.FINE;
        }
        losses[tenant] = lossesNow.intValue();
        Verdict verdict = look(tenant, before, after);
        if (known != UNKNOWN && lossesNow > known) {
            return Verdict.LOST_BEFORE;
        }
        boolean isOfEarlierRun = known == UNKNOWN && isResumed && lossesNow > 0;
        return verdict == Verdict.FINE && isOfEarlierRun ? Verdict.LOST_BEFORE : verdict;
    }

    private void reserve(int tenant) {
        if (tenant >= sizes.length) {
            int from = losses.length;
            int capacity = Math.max(tenant + 1, 2 * from);
            sizes = Arrays.copyOf(sizes, capacity);
            losses = Arrays.copyOf(losses, capacity);
            Arrays.fill(losses, from, capacity, UNKNOWN);
        }
    }
}
