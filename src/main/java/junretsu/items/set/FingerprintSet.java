package junretsu.items.set;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A set of 128-bit fingerprints outside of the heap. To be used by one thread, but for {@link #size} and {@link #bytes}. */
public final class FingerprintSet implements Closeable {

    /** Number of parts, by the highest bits of the first word. */
    public static final int PARTS = 1_024;

    /** An empty set. */
    public FingerprintSet() {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds fingerprints, in their order.
     *
     * @param fingerprints two words each, from index 0 on
     * @param count of fingerprints
     * @param isNew gets for each whether it was not there before, also not earlier in this call
     * @return how many were new
     */
    public int addAll(long[] fingerprints, int count, boolean[] isNew) {
        throw new UnsupportedOperationException();
    }

    /** Returns true when the fingerprint is in the set. */
    public boolean contains(long first, long second) {
        throw new UnsupportedOperationException();
    }

    /** Takes fingerprints out; those that are not there are passed over. Returns how many were there. */
    public int removeAll(long[] fingerprints, int count) {
        throw new UnsupportedOperationException();
    }

    /** Fingerprints in the set; any thread may call. */
    public long size() {
        throw new UnsupportedOperationException();
    }

    /** Bytes of memory outside of the heap; any thread may call. */
    public long bytes() {
        throw new UnsupportedOperationException();
    }

    /** Copies one part of {@value #PARTS} into a buffer with room for {@link #partBytes} of it. */
    public void copyPart(int part, ByteBuffer to) {
        throw new UnsupportedOperationException();
    }

    /** Bytes that {@link #copyPart} needs at the moment. */
    public int partBytes(int part) {
        throw new UnsupportedOperationException();
    }

    /**
     * The set whose parts, as {@link #copyPart} gave them, follow one another in a channel. Parts may be of different
     * moments.
     *
     * @throws IOException also when it is not whole; that bytes are right is the caller's to check
     */
    public static FingerprintSet read(ReadableByteChannel channel) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Gives the memory back. */
    @Override
    public void close() {}
}
