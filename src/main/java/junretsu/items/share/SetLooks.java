package junretsu.items.share;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Knows of the sets of one shard how large they were when they were last looked at, and so notices one that was lost. A
 * set only grows: one that is smaller than it was, or that is empty although items were put there, was lost, whatever
 * has come into it since. To be used by one thread.
 *
 * <p>Numbers of tenants are never used again, and with windows each hour may take as many as there are tenants. So it
 * knows of pages of a few numbers each, and forgets those none of whose tenants is left.
 *
 * <p>The word of a set, as {@code items-advance.lua} has it, is twice the number of its losses that were noted, and one
 * more once items were put there since.
 */
final class SetLooks {
    private static final long UNKNOWN = -1;
    private static final int NONE = -1;
    private static final int PAGE_BITS = 3;
    private static final int PAGE_NUMBERS = 1 << PAGE_BITS;
    private static final int PAGES_MIN = 64;

    enum Verdict {
        FINE,
        /** To be noted for all nodes. */
        LOST,
        /** Another node has noted a loss: the items that this one had put there may be lost, too. */
        LOST_BEFORE
    }

    private static final class Page {
        static final Page UNSEEN = new Page();

        final long[] sizes = new long[PAGE_NUMBERS];
        final long[] words = new long[PAGE_NUMBERS];

        Page() {
            Arrays.fill(words, UNKNOWN);
        }
    }

    private final IntPredicate isLeft;

    /** By the tenants' numbers without their last bits. */
    private Map<Integer, Page> pages = new HashMap<>();

    private int pagesMax = PAGES_MIN;

    /** The page that was found last: tenants come in the order of their numbers. */
    private Page last;

    private int lastNumber = NONE;
    private boolean isResumed;

    /** @param isLeft returns false for the number of a tenant that was erased */
    SetLooks(IntPredicate isLeft) {
        this.isLeft = isLeft;
    }

    /**
     * Forgets all of it.
     *
     * @param resumed true when items may be missing that were shipped before and not by what follows: then a set of
     *     which a loss was ever noted is taken for lost
     */
    void forget(boolean resumed) {
        isResumed = resumed;
        pages = new HashMap<>();
        pagesMax = PAGES_MIN;
        lastNumber = NONE;
    }

    /** Takes a set for lost that is smaller than this when it is looked at next. */
    void expect(int tenant, long size) {
        made(tenant).sizes[slot(tenant)] = size;
    }

    /** The size of the tenant's set as last seen; 0 when it is not known. */
    long size(int tenant) {
        return seen(tenant).sizes[slot(tenant)];
    }

    /** The number of tenants that there is room for. */
    int room() {
        return pages.size() * PAGE_NUMBERS;
    }

    /** Returns true when items are known to have been put into the tenant's set since its last loss. */
    boolean isFilled(int tenant) {
        return isOdd(seen(tenant).words[slot(tenant)]);
    }

    /** The word of the tenant's set as last seen; 0 when it is not known. */
    long word(int tenant) {
        return Math.max(0, seen(tenant).words[slot(tenant)]);
    }

    /** Takes note of a set's word after its loss was noted. */
    void noted(int tenant, long word) {
        made(tenant).words[slot(tenant)] = word;
    }

    /**
     * Judges a set that {@link #isFilled}, to which items were added.
     *
     * @param before its size before
     * @param after its size afterwards
     */
    Verdict added(int tenant, long before, long after) {
        Page page = made(tenant);
        int slot = slot(tenant);
        boolean isLost = before < page.sizes[slot] || before == 0 && isOdd(page.words[slot]);
        page.sizes[slot] = after;
        return isLost ? Verdict.LOST : Verdict.FINE;
    }

    /**
     * Judges a set to which items were added for the first time, as far as is known.
     *
     * @param word read before; null when the set was never there
     */
    Verdict added(int tenant, Long word, long before, long after) {
        Verdict verdict = looked(tenant, word, before);
        Page page = made(tenant);
        page.sizes[slot(tenant)] = after;
        page.words[slot(tenant)] = word == null ? 1 : word | 1;
        return verdict;
    }

    /**
     * Judges a set that was only looked at.
     *
     * @param word read before the size; null when the set was never there
     */
    Verdict looked(int tenant, Long word, long size) {
        long[] words = made(tenant).words;
        long known = words[slot(tenant)];
        words[slot(tenant)] = word == null ? UNKNOWN : word;
        Verdict verdict = added(tenant, size, size);
        boolean isNews = word != null && (known == UNKNOWN ? isResumed && word > 1 : word / 2 > known / 2);
        boolean isNotedByOthers = known != UNKNOWN && isNews;
        return isNotedByOthers || verdict == Verdict.FINE && isNews ? Verdict.LOST_BEFORE : verdict;
    }

    private static boolean isOdd(long word) {
        return word != UNKNOWN && word % 2 == 1;
    }

    private static int slot(int tenant) {
        return tenant & PAGE_NUMBERS - 1;
    }

    private Page seen(int tenant) {
        int number = tenant >> PAGE_BITS;
        if (number != lastNumber) {
            Page page = pages.get(number);
            if (page == null) {
                return Page.UNSEEN;
            }
            last = page;
            lastNumber = number;
        }
        return last;
    }

    private Page made(int tenant) {
        Page page = seen(tenant);
        if (page == Page.UNSEEN) {
            makeRoom();
            page = new Page();
            pages.put(tenant >> PAGE_BITS, page);
        }
        return page;
    }

    private void makeRoom() {
        if (pages.size() >= pagesMax) {
            lastNumber = NONE;
            pages.keySet()
                    .removeIf(page -> IntStream.range(0, PAGE_NUMBERS)
                            .noneMatch(slot -> isLeft.test((page << PAGE_BITS) + slot)));
            pagesMax = Math.max(PAGES_MIN, 2 * pages.size());
        }
    }
}
