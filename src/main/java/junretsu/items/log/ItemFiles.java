package junretsu.items.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import junretsu.base.Clock;
import junretsu.base.Opened;
import junretsu.config.StartException;
import junretsu.items.set.FingerprintSet;
import junretsu.items.set.SetFullException;
import junretsu.tally.DataDirectory;

/**
 * A node's data directory, locked while it is open: the key file, the tenants, the log, the snapshot. To be used by one
 * thread, but for what its parts say of themselves.
 */
public final class ItemFiles implements Closeable {
    private final Path directory;
    private final Disk disk;
    private final KeyFile key;
    private final TenantLog tenants;
    private final ItemLog log;
    private final FingerprintSet set;
    private final long[] counts;
    private Snapshot snapshot;

    private ItemFiles(
            Path directory, Disk disk, KeyFile key, TenantLog tenants, ItemLog log, FingerprintSet set, long[] counts) {
        this.directory = directory;
        this.disk = disk;
        this.key = key;
        this.tenants = tenants;
        this.log = log;
        this.set = set;
        this.counts = counts;
    }

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
        return open(directory, keepsIds, key, notices, clock, SegmentSizes.DEFAULT, Disk.SYSTEM);
    }

    static ItemFiles open(
            Path directory,
            boolean keepsIds,
            byte[] key,
            Consumer<String> notices,
            Clock clock,
            SegmentSizes sizes,
            Disk disk)
            throws StartException {
        DataDirectory.make(directory);
        try (Opened opened = new Opened()) {
            requireKey(directory);
            KeyFile keyFile = opened.add(KeyFile.open(directory, keepsIds, key));
            DataDirectory.noteHolder(directory);
            removeUnfinished(directory);
            TenantLog tenants = opened.add(openTenants(directory, keyFile.stamp(), disk, notices));
            Recovery recovery = new Recovery(directory, keyFile.stamp(), disk, tenants, notices);
            opened.add(() -> closeSet(recovery));
            ItemLog log = opened.add(recovery.open(sizes, clock));
            Disk.forceNames(directory);
            opened.keep();
            return new ItemFiles(directory, disk, keyFile, tenants, log, recovery.set(), recovery.counts());
        } catch (SetFullException e) {
            throw new StartException("cannot bring back the items in " + directory + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw StartException.of("cannot open the items in " + directory, e);
        }
    }

    private static void closeSet(Recovery recovery) {
        if (recovery.set() != null) {
            recovery.set().close();
        }
    }

    private static void requireKey(Path directory) throws IOException, StartException {
        if (Files.notExists(KeyFile.path(directory))
                && (Files.exists(TenantLog.path(directory)) || Segments.areIn(directory))) {
            throw Damage.of(KeyFile.path(directory), "it is missing, but there is a log of items");
        }
    }

    private static TenantLog openTenants(Path directory, NodeStamp stamp, Disk disk, Consumer<String> notices)
            throws IOException, StartException {
        if (Files.notExists(TenantLog.path(directory))) {
            if (Segments.areIn(directory)) {
                throw Damage.of(TenantLog.path(directory), "it is missing, but there is a log of items");
            }
            TenantRewrite.begin(directory, stamp, disk);
        }
        return TenantLog.open(directory, stamp, disk, notices);
    }

    /** Removes the files that a crash has left half made. */
    private static void removeUnfinished(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.matches(
                        "(items-[0-9a-f]{16}\\.log|items\\.snapshot|tenants\\.log)\\.unfinished|items-next\\.log")) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * The key of a directory that is not open in this process; null when it has none yet.
     *
     * @throws StartException when the key cannot be read or is damaged
     */
    public static byte[] keyOf(Path directory) throws StartException {
        Path path = KeyFile.path(directory);
        if (Files.notExists(path)) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(path)) {
            return KeyFile.key(path, channel);
        } catch (IOException e) {
            throw StartException.of("cannot read " + path, e);
        }
    }

    /** The 16 bytes that the key of every tenant is made from. A secret. */
    public byte[] key() {
        return key.key();
    }

    /** Names this node, the same after a restart: 16 characters of 0-9 and a-f. */
    public String nodeId() {
        return key.nodeId();
    }

    /** Unix milliseconds at which the directory's key was made, and so its first item could come. */
    public long sinceMs() throws IOException {
        return Files.getLastModifiedTime(KeyFile.path(directory)).toMillis();
    }

    public TenantLog tenants() {
        return tenants;
    }

    public ItemLog log() {
        return log;
    }

    /** The fingerprints of all that is counted, brought back from snapshot and log. */
    public FingerprintSet set() {
        return set;
    }

    /** Items by tenant's number at the start, 0 for those that were erased. */
    public long[] counts() {
        return counts.clone();
    }

    /**
     * Begins a snapshot of the set and of the counts, after which a start reads only the frames that follow. The log
     * holds each item once, so frames that are read again change no count: counts are those of the log's records, not
     * of what the set finds new.
     *
     * @param counts items by tenant's number, as of {@link ItemLog#committed}
     * @throws IOException when a snapshot has no room for so many counts
     * @throws IllegalStateException when the last one is neither whole nor closed
     */
    public Snapshot beginSnapshot(long[] counts) throws IOException {
        if (snapshot != null && !snapshot.hasEnded()) {
            throw new IllegalStateException("the last snapshot is still being written");
        }
        snapshot = new Snapshot(directory, key.stamp(), disk, set, log, counts);
        return snapshot;
    }

    /** Gives up a snapshot that is being written, and closes everything. */
    @Override
    public void close() throws IOException {
        try (key;
                tenants;
                set;
                log) {
            if (snapshot != null) {
                snapshot.close();
            }
        }
    }
}
