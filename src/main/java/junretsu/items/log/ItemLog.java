package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * The log of new items: frames, each with a sequence number, that are on the disk when {@link #commit} returns. A
 * position in it is the number of a frame; compaction leaves it as it is. To be written by one thread;
 * {@link #committed}, {@link #bytes} and {@link #reader} are for any.
 */
public final class ItemLog implements Closeable {

    /** Adds an item to the frame that the next commit writes. {@code idLength} is passed over when IDs are not kept. */
    public void add(int tenant, long first, long second, byte[] id, int idFrom, int idLength) {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes what was added as one frame and waits until it is on the disk.
     *
     * @return the frame's number
     * @throws IOException after which the log takes nothing more: what is on the disk is known only after a start
     */
    public long commit() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Number of the last frame that is on the disk; 0 when there is none. */
    public long committed() {
        throw new UnsupportedOperationException();
    }

    /** Bytes on the disk. */
    public long bytes() {
        throw new UnsupportedOperationException();
    }

    /** Reads the committed frames behind a position; sees those that are committed later, too. */
    public LogReader reader(long behindFrame) {
        throw new UnsupportedOperationException();
    }

    /**
     * Rewrites sealed segments of which more than half are items of erased tenants. One thread at a time may call,
     * beside the writer and the readers.
     *
     * @return bytes given back
     */
    public long compact(IntPredicate isErased, BooleanSupplier isToStop) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {}
}
