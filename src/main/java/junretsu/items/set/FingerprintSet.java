package junretsu.items.set;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * A set of 128-bit fingerprints outside of the heap: 20 to 28 bytes each, 24 on average, once there are some 200,000.
 * To be used by one thread, but for {@link #size} and {@link #bytes}.
 *
 * <p>The highest bits of the first word choose one of {@value #PARTS} tables, which grow by 1.4 one by one, so that no
 * call waits for all of them. A table never shrinks. The slot of a random fingerprint is in no cache and its page in no
 * TLB; so a call first reads the slots of a block with nothing that depends on them, which lets the core fetch many at
 * once, and then searches.
 */
public final class FingerprintSet implements Closeable {

    /** Number of parts, by the highest bits of the first word. */
    public static final int PARTS = 1_024;

    static final int PART_BITS = 10;

    private static final int ITEM_BYTES_MAX = 28;

    /** Fingerprints whose slots are read ahead. */
    private static final int BLOCK = 64;

    private final Pages memory;
    private final Part[] parts = new Part[PARTS];

    /** Written by the thread that changes the set, once a call. */
    private volatile long size;

    /** The result of reading ahead is kept here, so that the compiler does not remove the reads. */
    private long readAhead;

    /**
     * Makes an empty set, of 256 KiB.
     *
     * @throws SetFullException when there is no memory for that
     */
    public FingerprintSet() {
        this(new DirectMemory());
    }

    /** @param source gives direct, zeroed buffers of so many bytes, or throws an OutOfMemoryError */
    FingerprintSet(IntFunction<ByteBuffer> source) {
        memory = new Pages(source);
        int[] emptyPage = memory.take(1);
        for (int part = 0; part < PARTS; part++) {
            parts[part] = new Part(memory, part, emptyPage);
        }
    }

    /**
     * Adds fingerprints, in their order.
     *
     * @param fingerprints two words each, from index 0 on; the first one is not 0
     * @param count of fingerprints
     * @param isNew gets for each whether it was not there before, also not earlier in this call
     * @return how many were new
     * @throws SetFullException when there is no memory for them; then none of them was added
     */
    public int addAll(long[] fingerprints, int count, boolean[] isNew) {
        Objects.checkFromIndexSize(0, 2 * count, fingerprints.length);
        Objects.checkFromIndexSize(0, count, isNew.length);
        int added = 0;
        int i = 0;
        try {
            while (i < count) {
                int end = Math.min(count, i + BLOCK);
                readAhead = readAhead(fingerprints, i, end);
                for (; i < end; i++) {
                    long first = fingerprints[2 * i];
                    if (first == 0) {
                        throw new IllegalArgumentException("fingerprint " + i + " begins with a word that is 0");
                    }
                    isNew[i] = part(first).add(first, fingerprints[2 * i + 1]);
                    added += isNew[i] ? 1 : 0;
                }
            }
        } catch (RuntimeException | Error e) {
            takeBack(fingerprints, i, isNew);
            throw e;
        }
        if (added > 0) {
            size += added;
        }
        return added;
    }

    private Part part(long first) {
        return parts[partOf(first)];
    }

    static int partOf(long first) {
        return (int) (first >>> -PART_BITS);
    }

    private long readAhead(long[] fingerprints, int from, int to) {
        long all = 0;
        for (int i = from; i < to; i++) {
            long first = fingerprints[2 * i];
            all |= part(first).touch(first);
        }
        return all;
    }

    private void takeBack(long[] fingerprints, int count, boolean[] isNew) {
        for (int i = 0; i < count; i++) {
            if (isNew[i]) {
                part(fingerprints[2 * i]).remove(fingerprints[2 * i], fingerprints[2 * i + 1]);
            }
        }
    }

    /** Returns true when the fingerprint is in the set. */
    public boolean contains(long first, long second) {
        return first != 0 && part(first).contains(first, second);
    }

    /** Takes fingerprints out; those that are not there are passed over. Returns how many were there. */
    public int removeAll(long[] fingerprints, int count) {
        Objects.checkFromIndexSize(0, 2 * count, fingerprints.length);
        int removed = 0;
        for (int from = 0; from < count; from += BLOCK) {
            int to = Math.min(count, from + BLOCK);
            readAhead = readAhead(fingerprints, from, to);
            for (int i = from; i < to; i++) {
                long first = fingerprints[2 * i];
                removed += first != 0 && part(first).remove(first, fingerprints[2 * i + 1]) ? 1 : 0;
            }
        }
        size -= removed;
        return removed;
    }

    /** Fingerprints for which the JVM gives memory, if nothing else takes any; any thread may call. */
    public static long sizeMax() {
        return DirectMemory.maxBytes() / ITEM_BYTES_MAX;
    }

    /** Fingerprints in the set; any thread may call. */
    public long size() {
        return size;
    }

    /** Bytes of memory outside of the heap; any thread may call. */
    public long bytes() {
        return memory.bytes();
    }

    /**
     * Copies one part of {@value #PARTS} into a buffer with room for {@link #partBytes} of it, which then stands behind
     * it.
     */
    public void copyPart(int part, ByteBuffer to) {
        PartFormat.write(part, parts[part], to);
    }

    /** Bytes that {@link #copyPart} needs at the moment. */
    public int partBytes(int part) {
        return PartFormat.bytes(parts[part]);
    }

    /**
     * The set whose parts, as {@link #copyPart} gave them, follow one another in a channel. Parts may be of different
     * moments. Reads not beyond the last one.
     *
     * @throws IOException also when it is not whole; that bytes are right is the caller's to check
     * @throws SetFullException when there is no memory for all of it
     */
    public static FingerprintSet read(ReadableByteChannel channel) throws IOException {
        FingerprintSet set = new FingerprintSet();
        PartFormat format = new PartFormat(channel);
        long size = 0;
        for (int part = 0; part < PARTS; part++) {
            format.read(part, set.parts[part]);
            size += set.parts[part].count();
        }
        set.size = size;
        return set;
    }

    /** Lets go of the memory, which the JVM frees when it next collects garbage. The set must not be used any more. */
    @Override
    public void close() {
        memory.close();
    }

    /** The longest run of taken slots in any table: none of the searches looks at more. */
    int longestRun() {
        int longest = 0;
        for (Part part : parts) {
            longest = Math.max(longest, part.longestRun());
        }
        return longest;
    }
}
