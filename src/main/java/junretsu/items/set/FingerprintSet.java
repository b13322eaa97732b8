package junretsu.items.set;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A set of 128-bit fingerprints outside of the heap. To be used by one thread, but for {@link #size} and {@link #bytes}. */
public final class FingerprintSet implements Closeable {

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

    /** Writes the whole set, so that {@link #read} has it back without inserting one by one. */
    public void write(WritableByteChannel channel) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * The set that {@link #write} wrote.
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
