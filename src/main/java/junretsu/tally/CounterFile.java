package junretsu.tally;

import java.io.Closeable;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
        FileHeader fresh = FileHeader.ofCounters(BLOCKS, event, layout.service(), nowMs);
        return open(directory, (path, opened) -> {
            LockedFile file = locked(directory, opened.add(WholeFile.openOrMake(path, fresh.encode(), BYTES)));
            CounterFile counters = open(file, path, layout, event);
            DataDirectory.noteHolder(directory);
            return counters;
        });
    }

    /**
     * Opens the counts of a server that runs and is going to hand them over. Until {@link #own}, this process may use
     * the blocks that the other one does not.
     *
     * @throws StartException as {@link #open} does
     */
    public static CounterFile join(Path directory, CellLayout layout, String event) throws StartException {
        return open(directory, (path, opened) -> {
            LockedFile file =
                    opened.add(LockedFile.openUnlocked(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
            return open(file, path, layout, event);
        });
    }

    /**
     * Opens counts that are there, of whatever event.
     *
     * @throws StartException as {@link #open} does
     */
    public static CounterFile openFound(Path directory, CellLayout layout) throws StartException {
        return open(directory, (path, opened) -> {
            LockedFile file = locked(
                    directory, opened.add(LockedFile.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)));
            FileHeader header = FileHeader.read(FileHeader.Kind.COUNTERS, file.channel(), path);
            return open(file, path, layout, header.names().get(0));
        });
    }

    /** Opens the file and what it needs, all of which is closed again where this throws. */
    private interface Opener {
        CounterFile open(Path path, Opened opened) throws IOException, StartException;
    }

    private static CounterFile open(Path directory, Opener opener) throws StartException {
        Path path = path(directory);
        try (Opened opened = new Opened()) {
            CounterFile counters = opener.open(path, opened);
            opened.keep();
            return counters;
        } catch (IOException e) {
            throw StartException.of("cannot open the counter file " + path, e);
        }
    }

    /** @param file null when another server has its lock */
    private static LockedFile locked(Path directory, LockedFile file) throws StartException {
        if (file == null) {
            throw DataDirectory.inUse(directory);
        }
        return file;
    }

    /** Returns true when a server counts in a directory. */
    public static boolean isInUse(Path directory) throws IOException {
        Path path = path(directory);
        if (Files.notExists(path)) {
            return false;
        }
        LockedFile file = LockedFile.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (file != null) {
            file.close();
        }
        return file == null;
    }

    /** Takes the lock of a file that was joined; returns false while the other server has it. */
    public boolean own() throws IOException {
        boolean isOwn = file.lock();
        if (isOwn) {
            DataDirectory.noteHolder(path.getParent());
        }
        return isOwn;
    }

    /** The name of a directory's file of counts. */
    public static Path path(Path directory) {
        return directory.resolve(FILE_NAME);
    }

    /**
     * Returns the service whose counts lie in a directory, also beside a server; null when there are none, or the file
     * does not say.
     */
    public static String serviceIn(Path directory) throws IOException {
        Path path = path(directory);
        if (!Files.isRegularFile(path)) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return FileHeader.read(FileHeader.Kind.COUNTERS, channel, path)
                    .names()
                    .get(1);
        } catch (StartException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    /**
     * Returns the offset in bytes of the first cell that is not 0 although the layout has no use for it; negative when
     * there is none. Nothing but damage makes one.
     */
    public long strayCellAt(CellLayout layout) {
        int cells = CounterBlock.BYTES / Long.BYTES;
        for (int block = 0; block < BLOCKS; block++) {
            for (int cell = 0; cell < cells; cell++) {
                boolean isUsed =
                        cell < layout.size() && !layout.cells().get(cell).isEmpty();
                if (!isUsed && blocks[block].get(cell) != 0) {
                    return FileHeader.BYTES + (long) block * CounterBlock.BYTES + (long) cell * Long.BYTES;
                }
            }
        }
        return -1;
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
