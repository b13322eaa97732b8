package junretsu.items.set;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Memory outside of the heap in pages of {@value #PAGE_WORDS} words of 8 bytes, which are handed out zeroed and taken
 * back. They lie in slabs of 1 MiB that are kept until the end: the JVM frees direct memory only when it collects
 * garbage, so tables that grow would hold theirs twice, or run into the limit with memory that nobody uses.
 *
 * <p>A page is a number: its slab, and its place in there. The first slab is short, so that a small set is small; its
 * other pages do not exist. To be used by one thread, but for {@link #bytes}.
 */
final class Pages {
    static final int PAGE_WORDS = 512;

    private static final int PAGE_WORD_BITS = 9;
    private static final int SLAB_PAGE_BITS = 8;
    private static final int SLAB_PAGES = 1 << SLAB_PAGE_BITS;
    private static final int FIRST_SLAB_PAGES = 64;
    private static final long[] ZEROS = new long[PAGE_WORDS];

    private static final int NONE = -1;

    private final IntFunction<ByteBuffer> memory;
    private LongBuffer[] slabs = new LongBuffer[16];
    private int slabCount;

    /** A page that may be handed out; its first word names the next one. */
    private int free = NONE;

    private int freeCount;

    /** Written by the thread that uses the pages. */
    private volatile long bytes;

    /** @param memory gives direct, zeroed buffers of so many bytes, or throws an OutOfMemoryError */
    Pages(IntFunction<ByteBuffer> memory) {
        this.memory = memory;
    }

    long get(int page, int word) {
        return slabs[page >>> SLAB_PAGE_BITS].get((page & SLAB_PAGES - 1) << PAGE_WORD_BITS | word);
    }

    void set(int page, int word, long value) {
        slabs[page >>> SLAB_PAGE_BITS].put((page & SLAB_PAGES - 1) << PAGE_WORD_BITS | word, value);
    }

    /**
     * Hands out pages of zeros.
     *
     * @throws SetFullException when there is no memory for all of them; then none is handed out
     */
    int[] take(int count) {
        int[] taken = new int[count];
        while (freeCount < count) {
            addSlab();
        }
        for (int i = 0; i < count; i++) {
            taken[i] = free;
            free = (int) get(free, 0);
            set(taken[i], 0, 0);
        }
        freeCount -= count;
        return taken;
    }

    void giveBack(int[] pages) {
        for (int page : pages) {
            int from = (page & SLAB_PAGES - 1) << PAGE_WORD_BITS;
            slabs[page >>> SLAB_PAGE_BITS].put(from, ZEROS, 0, PAGE_WORDS);
            addFree(page);
        }
    }

    private void addFree(int page) {
        set(page, 0, free);
        free = page;
        freeCount++;
    }

    private void addSlab() {
        int pages = slabCount == 0 ? FIRST_SLAB_PAGES : SLAB_PAGES;
        if (slabCount == slabs.length) {
            slabs = Arrays.copyOf(slabs, 2 * slabCount);
        }
        slabs[slabCount] = allocate(pages * PAGE_WORDS * Long.BYTES);
        for (int page = pages - 1; page >= 0; page--) {
            addFree(slabCount << SLAB_PAGE_BITS | page);
        }
        slabCount++;
        bytes += (long) pages * PAGE_WORDS * Long.BYTES;
    }

    private LongBuffer allocate(int size) {
        try {
            return memory.apply(size).order(ByteOrder.nativeOrder()).asLongBuffer();
        } catch (OutOfMemoryError e) {
            throw new SetFullException(bytes, e);
        }
    }

    /** Bytes of all pages, whether handed out or not; any thread may call. */
    long bytes() {
        return bytes;
    }

    /** Lets go of the memory; the JVM frees it when it next collects garbage. */
    void close() {
        slabs = new LongBuffer[0];
        free = NONE;
        freeCount = 0;
        bytes = 0;
    }
}
