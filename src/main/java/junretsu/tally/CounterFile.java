package junretsu.tally;

import java.io.Closeable;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The counts of one node, in a file that is mapped into memory: a header page, then one page for each receiver thread.
 *
 * <pre>
 *   DIR/lock       held by the server that counts; its process ID as text
 *   DIR/counters   | header 4096 | block 0 | block 1 | ... | block 63 |   266,240 bytes   see FileHeader, CounterBlock
 * </pre>
 *
 * The page cache is the memory of the counts: a {@code kill -9} of the process loses nothing, while a power cut loses what
 * the kernel had not written back yet (by its default, the last 30 seconds). Any other process may map the file and read
 * along.
 *
 * <p>The file is written in full before it gets its name, so that a full disk is an error here and not a crash later, and
 * a file that is cut, foreign, damaged or of another version is refused and left as it is.
 */
public final class CounterFile implements Closeable {
    /** Receiver threads at most. */
    public static final int SLOTS = 64;

    static final String FILE_NAME = "counters";
    static final long BYTES = FileHeader.BYTES + (long) SLOTS * CounterBlock.BYTES;

    private final DirectoryLock lock;
    private final FileHeader header;
    private final MappedByteBuffer mapping;
    private final CounterBlock[] blocks = new CounterBlock[SLOTS];

    private CounterFile(DirectoryLock lock, FileHeader header, MappedByteBuffer mapping) {
        this.lock = lock;
        this.header = header;
        this.mapping = mapping;
        for (int slot = 0; slot < SLOTS; slot++) {
            blocks[slot] = new CounterBlock(mapping, FileHeader.BYTES + slot * CounterBlock.BYTES);
        }
    }

    /**
     * Opens the counts of an event in a directory, making both where they are missing.
     *
     * @param nowMs unix milliseconds, written down when the file is made
     * @throws CounterFileException when another server holds the directory, the file is not one to go on with, or the disk is
     *     full; its message is a sentence for the user
     */
    public static CounterFile open(Path directory, String event, long nowMs) throws CounterFileException {
        DirectoryLock lock = DirectoryLock.acquire(directory);
        try {
            Path path = directory.resolve(FILE_NAME);
            if (Files.notExists(path)) {
                make(path, FileHeader.create(event, nowMs));
            }
            return map(lock, path, event);
        } catch (CounterFileException e) {
            lock.close();
            throw e;
        }
    }

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

    /** Writes the counts to the disk and lets the directory go. The mapping itself lives until it is garbage. */
    @Override
    public void close() {
        mapping.force();
        lock.close();
    }

    private static void make(Path path, FileHeader header) throws CounterFileException {
        Path unfinished = path.resolveSibling(FILE_NAME + ".unfinished");
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                header.writeWithEmptyBlocks(channel, SLOTS);
                channel.force(true);
            }
            Files.move(unfinished, path);
        } catch (IOException e) {
            deleteQuietly(unfinished);
            throw new CounterFileException("cannot make the counter file " + path, e);
        }
    }

    private static void deleteQuietly(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            // The first error is the one to tell; a next start overwrites what was left.
            return;
        }
    }

    private static CounterFile map(DirectoryLock lock, Path path, String event) throws CounterFileException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileHeader header = FileHeader.read(channel, path);
            if (channel.size() != BYTES) {
                throw new CounterFileException(path + " is " + channel.size() + " bytes long instead of " + BYTES
                        + ": it was cut or extended, so its counts cannot be trusted; put a whole copy in its place, or"
                        + " count anew with another --data directory");
            }
            if (!header.event().equals(event)) {
                throw new CounterFileException(path + " counts the event '" + header.event() + "', not '" + event
                        + "'; give --event " + header.event() + " or another --data directory");
            }
            return new CounterFile(lock, header, channel.map(MapMode.READ_WRITE, 0, BYTES));
        } catch (IOException e) {
            throw new CounterFileException("cannot open the counter file " + path, e);
        }
    }
}
