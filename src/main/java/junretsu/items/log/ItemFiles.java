package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.items.set.FingerprintSet;

/**
 * A node's data directory, locked while it is open: the key file, the tenants, the log, the snapshot. To be used by one
 * thread, but for what its parts say of themselves.
 */
public final class ItemFiles implements Closeable {

    /**
     * Opens a directory, making it and its key when there are none, and brings back what was on the disk.
     *
     * @param keepsIds whether the IDs themselves stand in the log; the same over the directory's life
     * @param key 16 bytes that other nodes have given; null to take the directory's own, or to make one
     * @param notices gets sentences, as in that a torn tail was cut
     * @throws StartException when it is in use, of another kind or key, cannot be read, or is damaged where no crash
     *     damages it
     */
    public static ItemFiles open(Path directory, boolean keepsIds, byte[] key, Consumer<String> notices, Clock clock)
            throws StartException {
        throw new UnsupportedOperationException();
    }

    /** The 16 bytes that the key of every tenant is made from. A secret. */
    public byte[] key() {
        throw new UnsupportedOperationException();
    }

    /** Names this node, the same after a restart: 16 characters of 0-9 and a-f. */
    public String nodeId() {
        throw new UnsupportedOperationException();
    }

    public TenantLog tenants() {
        throw new UnsupportedOperationException();
    }

    public ItemLog log() {
        throw new UnsupportedOperationException();
    }

    /** What is counted, brought back from snapshot and log. */
    public FingerprintSet set() {
        throw new UnsupportedOperationException();
    }

    /** Items by tenant's number at the start, 0 for those that were erased. */
    public long[] counts() {
        throw new UnsupportedOperationException();
    }

    /**
     * Begins a snapshot of the set and of the counts, after which a start reads only the frames that follow. The log
     * holds each item once, so frames that are read again change no count: counts are those of the log's records, not
     * of what the set finds new.
     *
     * @param counts items by tenant's number, as of {@link ItemLog#committed}
     */
    public Snapshot beginSnapshot(long[] counts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {}
}
