package junretsu.items.set;

import java.nio.ByteBuffer;

/**
 * The fingerprints whose first words have the same highest bits: an open-addressing table with linear probing, at most
 * {@value #LOAD_MAX_PERCENT} % full. A slot is two words; a first word of 0 says that it is empty. The home of a
 * fingerprint is its place in the order of the first words, scaled to the capacity, so that any capacity serves and
 * growing reads and writes memory in its order.
 */
final class Part {
    static final int LOAD_MAX_PERCENT = 80;

    private static final int SLOT_BITS = 8;
    private static final int PAGE_SLOTS = 1 << SLOT_BITS;
    private static final double GROWTH = 1.4;

    private final Pages memory;
    private final int number;

    /** Page numbers; at first the one page that all empty parts share, and none of them writes to. */
    private int[] pages;

    private int capacity = PAGE_SLOTS;
    private int count;
    private int countMax;

    Part(Pages memory, int number, int[] emptyPage) {
        this.memory = memory;
        this.number = number;
        pages = emptyPage;
    }

    int count() {
        return count;
    }

    /** Reads the slot where a search would begin. */
    long touch(long first) {
        return word(home(first));
    }

    boolean contains(long first, long second) {
        return find(first, second) >= 0;
    }

    /**
     * @return true when it was not there
     * @throws SetFullException when there is no memory; the part stays as it was
     */
    boolean add(long first, long second) {
        int slot = find(first, second);
        if (slot >= 0) {
            return false;
        }
        if (count == countMax) {
            makeRoom(count + 1);
            slot = find(first, second);
        }
        write(~slot, first, second);
        count++;
        return true;
    }

    /** The slot that holds the fingerprint, or {@code ~slot} of the empty one at which the search ended. */
    private int find(long first, long second) {
        int slot = home(first);
        while (true) {
            long word = word(slot);
            if (word == first && memory.get(pages[slot >>> SLOT_BITS], secondWord(slot)) == second) {
                return slot;
            }
            if (word == 0) {
                return ~slot;
            }
            slot = next(slot);
        }
    }

    /** The bits below those that chose the part, 32 of them, times the capacity; the high half of the product. */
    private int home(long first) {
        return (int) ((first << FingerprintSet.PART_BITS >>> 32) * capacity >>> 32);
    }

    private int next(int slot) {
        return slot + 1 == capacity ? 0 : slot + 1;
    }

    private long word(int slot) {
        return memory.get(pages[slot >>> SLOT_BITS], (slot & PAGE_SLOTS - 1) << 1);
    }

    private static int secondWord(int slot) {
        return (slot & PAGE_SLOTS - 1) << 1 | 1;
    }

    private void write(int slot, long first, long second) {
        int page = pages[slot >>> SLOT_BITS];
        memory.set(page, (slot & PAGE_SLOTS - 1) << 1, first);
        memory.set(page, secondWord(slot), second);
    }

    /** Takes a fingerprint out, and moves those behind it into the gap that a search would otherwise end at. */
    boolean remove(long first, long second) {
        int gap = find(first, second);
        if (gap < 0) {
            return false;
        }
        for (int slot = next(gap); word(slot) != 0; slot = next(slot)) {
            long moved = word(slot);
            if (distance(home(moved), slot) >= distance(gap, slot)) {
                write(gap, moved, memory.get(pages[slot >>> SLOT_BITS], secondWord(slot)));
                gap = slot;
            }
        }
        write(gap, 0, 0);
        count--;
        return true;
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + capacity;
    }

    /**
     * Makes the table large enough for so many fingerprints in all.
     *
     * @throws SetFullException when there is no memory; the part stays as it was
     */
    void makeRoom(int countWanted) {
        if (countWanted <= countMax) {
            return;
        }
        int[] old = pages;
        int oldCapacity = capacity;
        boolean isOwn = countMax > 0;
        pages = memory.take(pagesFor(countWanted));
        capacity = pages.length << SLOT_BITS;
        countMax = (int) ((long) capacity * LOAD_MAX_PERCENT / 100);
        if (isOwn) {
            for (int slot = 0; slot < oldCapacity; slot++) {
                int page = old[slot >>> SLOT_BITS];
                long first = memory.get(page, (slot & PAGE_SLOTS - 1) << 1);
                if (first != 0) {
                    long second = memory.get(page, secondWord(slot));
                    write(~find(first, second), first, second);
                }
            }
            memory.giveBack(old);
        }
    }

    /** Appends both words of each fingerprint, in the order of the table. */
    void copy(ByteBuffer to) {
        for (int slot = 0; slot < capacity; slot++) {
            long first = word(slot);
            if (first != 0) {
                to.putLong(first).putLong(memory.get(pages[slot >>> SLOT_BITS], secondWord(slot)));
            }
        }
    }

    /** The longest run of taken slots; one around the end of the table counts as two. */
    int longestRun() {
        int longest = 0;
        int run = 0;
        for (int slot = 0; slot < capacity; slot++) {
            run = word(slot) == 0 ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Pages in the least of the part's sizes. They lie between those of other parts, so that not all grow at once. */
    private int pagesFor(int countWanted) {
        long slots = (countWanted * 100L + LOAD_MAX_PERCENT - 1) / LOAD_MAX_PERCENT;
        double size = Math.pow(GROWTH, (double) number / FingerprintSet.PARTS);
        while ((long) size << SLOT_BITS < slots) {
            size *= GROWTH;
        }
        return (int) size;
    }
}
