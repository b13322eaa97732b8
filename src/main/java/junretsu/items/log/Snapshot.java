package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;

/** A snapshot that is being written while the node counts on. To be used by the thread that changes the set. */
public final class Snapshot implements Closeable {

    /**
     * Copies the next part of the set, if the disk has taken enough of the earlier ones; never waits for the disk.
     *
     * @return true when the snapshot is whole, on the disk, and has taken the place of the last one
     * @throws IOException when it failed; the last one stays
     */
    public boolean step() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Gives up a snapshot that is not whole. */
    @Override
    public void close() {}
}
