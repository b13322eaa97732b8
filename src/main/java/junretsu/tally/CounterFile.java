package junretsu.tally;

import java.io.Closeable;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import junretsu.base.LockedFile;
import junretsu.base.Opened;
import junretsu.config.StartException;

/**
 * The counts of one node, in a file that is mapped into memory: a header page, then a page for each thread, then two
 * more.
 *
 * <pre>
 *   DIR/counters   | header 4096 | block 0 | block 1 | ... | block 63 | block 64 |   270,336 bytes
 *   DIR/lock       the process ID of the server that counts, for the sentence that refuses a second one
 * </pre>
 *
 * The lock is on {@code counters}. The last two blocks belong to no thread. Block 63 holds what is counted outside of
 * this process, in the kernel, and copied in (see {@link #attach}); what has been counted, but is not in the other
 * blocks any more, is put back in block 64 (see {@link #raise}).
 *
 * <p>The page cache is the memory of the counts: a {@code kill -9} of the process loses nothing, while a power cut
 * loses what the kernel had not written back yet (by its default, the last 30 seconds). Any other process may map the
 * file and read along. A file that is cut, foreign, damaged, of another service or of another version is refused and
 * left as it is.
 */
public final class CounterFile implements Closeable {
    /** Threads that count, at most. */
    public static final int SLOTS = 63;

    private static final int OUTSIDE = SLOTS;
    private static final int RAISED = SLOTS + 1;

    /** Blocks of the file. */
    public static final int BLOCKS = SLOTS + 2;

    private static final String FILE_NAME = "counters";
    private static final long BYTES = FileHeader.BYTES + (long) BLOCKS * CounterBlock.BYTES;

    private final LockedFile file;
    private final Path path;
    private final FileHeader header;
    private final MappedByteBuffer mapping;
    private final CounterBlock[] blocks = new CounterBlock[BLOCKS];
    private volatile Runnable outside = () -> {};

    private CounterFile(LockedFile file, Path path, FileHeader header) throws IOException {
        this.file = file;
        this.path = path;
        this.header = header;
        mapping = file.channel().map(MapMode.READ_WRITE, 0, BYTES);
        for (int block = 0; block < BLOCKS; block++) {
            blocks[block] = new CounterBlock(mapping, FileHeader.BYTES + block * CounterBlock.BYTES);
        }
    }

    /**
     * Opens the counts of an event in a directory, making both where they are missing.
     *
     * @param nowMs unix milliseconds, written down when the file is made
     * @throws StartException when another server holds the directory, the file is not one to resume, or the disk is
     *     full; its message is a sentence for the user
     */
    public static CounterFile open(Path directory, CellLayout layout, String event, long nowMs) throws StartException {
        DataDirectory.make(directory);
        Path path = directory.resolve(FILE_NAME);
        FileHeader fresh = FileHeader.ofCounters(BLOCKS, event, layout.service(), nowMs);
        try (Opened opened = new Opened()) {
            LockedFile file = opened.add(WholeFile.openOrMake(path, fresh.encode(), BYTES));
            if (file == null) {
                throw DataDirectory.inUse(directory);
            }
            CounterFile counters = open(file, path, layout, event);
            DataDirectory.noteHolder(directory);
            opened.keep();
            return counters;
        } catch (IOException e) {
            throw StartException.of("cannot open the counter file " + path, e);
        }
    }

    /** The block of a thread, which alone adds to it. */
    public CounterBlock block(int slot) {
        return blocks[slot];
    }

    /** The random name that this node goes by in a store, 32 hexadecimal digits, made with the file. */
    public String nodeId() {
        return header.nodeId();
    }

    /** Unix milliseconds at which the file was made. */
    public long createdMs() {
        return header.createdMs();
    }

    /** The event that is counted. */
    public String event() {
        return header.names().get(0);
    }

    /** The service that counts. */
    public String service() {
        return header.names().get(1);
    }

    /**
     * Adds to a cell what was counted, but is not in the file any more, since an older file was put back or the power
     * failed. For one thread at a time; others may count meanwhile.
     */
    public void raise(int cell, long by) {
        blocks[RAISED].add(cell, by);
    }

    /** The block for what is counted outside of this process; its one writer is whoever is attached. */
    public CounterBlock outsideBlock() {
        return blocks[OUTSIDE];
    }

    /**
     * Attaches the one that copies counts into the outside block, in place of the one before. From here on it runs
     * before each look at all blocks, in the thread that looks.
     */
    public void attach(Runnable copier) {
        outside = copier;
    }

    /** Lets what is counted outside be copied in. */
    void copyOutside() {
        outside.run();
    }

    /** Writes the counts to the disk; returns when they are there. Any thread may call it. */
    public void force() throws IOException {
        MappedCells.force(mapping, path);
    }

    /**
     * Writes the counts to the disk and lets the directory go, also when that failed. The mapping itself lives until
     * it is garbage.
     */
    @Override
    public void close() throws IOException {
        try (file) {
            force();
        }
    }

    private static CounterFile open(LockedFile file, Path path, CellLayout layout, String event)
            throws IOException, StartException {
        FileChannel channel = file.channel();
        FileHeader header = FileHeader.read(FileHeader.Kind.COUNTERS, channel, path);
        if (header.count() != BLOCKS || header.names().size() != 2) {
            throw FileHeader.Kind.COUNTERS.damaged(
                    path, "its header speaks of " + header.count() + " blocks and the names " + header.names());
        }
        if (channel.size() != BYTES) {
            throw new StartException(path + " is " + channel.size() + " bytes long instead of " + BYTES
                    + ": it was cut or extended, so its counts cannot be trusted; put a whole copy in its place, or"
                    + " count anew with another --data directory");
        }
        CounterFile counters = new CounterFile(file, path, header);
        counters.requireSame(layout, event);
        counters.requireCounts(layout.cells());
        return counters;
    }

    private void requireSame(CellLayout layout, String event) throws StartException {
        if (!service().equals(layout.service())) {
            throw new StartException(
                    path + " counts " + service() + ", not " + layout.service() + "; give another --data directory");
        }
        if (!event().equals(event)) {
            throw new StartException(path + " counts the event '" + event() + "', not '" + event + "'; give --event "
                    + event() + " or another --data directory");
        }
    }

    private void requireCounts(List<String> cells) throws StartException {
        for (int cell = 0; cell < cells.size(); cell++) {
            long sum = 0;
            for (int block = 0; block < BLOCKS; block++) {
                long count = blocks[block].get(cell);
                sum += count;
                if (count < 0 || sum < 0) {
                    throw FileHeader.Kind.COUNTERS.damaged(
                            path, "block " + block + " has " + count + " in the cell '" + cells.get(cell) + "'");
                }
            }
        }
    }
}
