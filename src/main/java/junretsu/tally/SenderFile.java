package junretsu.tally;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import junretsu.base.LockedFile;
import junretsu.config.StartException;

/**
 * The last message of each sender that numbers its messages, so that one that is sent again is known, also by the
 * process after this one. A file that is mapped into memory; little-endian, each cell 64 bits:
 *
 * <pre>
 *   DIR/senders
 *      0  header page     see FileHeader; node ID and creation time are those of the counters that it belongs to
 *   4096  entry is valid  1 + the slot, while an entry is being carried out, else 0
 *         changes         how many cells of the block the entry changes
 *         sender          the 5 cells that the slot becomes
 *         change          a cell's number in the block and the value that it becomes; as many as there are
 *  12288  slots           64 bytes each: ID, number, counted, limited, time in unix milliseconds, 3 unused
 * </pre>
 *
 * <p>A message changes a slot and cells of one block of the counter file. As in {@link PointsFile}, it is written down
 * as an entry first, then declared valid, then carried out: a process that is killed leaves a message either counted
 * and known, or neither, once the next {@link #open} has carried out what was valid.
 *
 * <p>For one thread at a time.
 */
public final class SenderFile implements Closeable {
    /**
     * A sender.
     *
     * @param number of its last message, at least 1
     * @param counted in all
     * @param limited in all
     * @param seenMs unix milliseconds of that message
     */
    public record Sender(long id, long number, long counted, long limited, long seenMs) {}

    private static final String FILE_NAME = "senders";
    private static final int IS_VALID_AT = FileHeader.BYTES;
    private static final int CHANGES_AT = IS_VALID_AT + Long.BYTES;
    private static final int SENDER_AT = CHANGES_AT + Long.BYTES;
    private static final int SENDER_CELLS = 5;
    private static final int CHANGE_AT = SENDER_AT + SENDER_CELLS * Long.BYTES;
    private static final int CHANGE_BYTES = 2 * Long.BYTES;
    private static final int SLOTS_AT = 3 * FileHeader.BYTES;
    private static final int SLOT_BYTES = 64;
    private static final int NUMBER = 1;

    private final LockedFile file;
    private final MappedCells cells;
    private final CounterBlock block;
    private final int slots;
    private int changes;

    SenderFile(LockedFile file, MappedCells cells, CounterBlock block, int slots) {
        this.file = file;
        this.cells = cells;
        this.block = block;
        this.slots = slots;
    }

    private static SenderFile map(LockedFile file, Path path, CounterBlock block, int slots) throws IOException {
        MappedCells cells = new MappedCells(file.channel().map(MapMode.READ_WRITE, 0, bytes(slots)), path);
        return new SenderFile(file, cells, block, slots);
    }

    /**
     * Opens the file, making it when it is missing, and carries out what was under way when the process before was
     * killed. One of another size is replaced by one with the same senders, those heard of last where there is
     * no room for all.
     *
     * @param counters of the directory
     * @param block of the counters, which counts what the senders send and nothing else
     * @param slots for how many senders there is room
     * @throws StartException when it cannot be made, or is no such file; its message is a sentence
     */
    public static SenderFile open(Path directory, CounterFile counters, int block, int slots) throws StartException {
        Path path = directory.resolve(FILE_NAME);
        try {
            if (Files.notExists(path)) {
                return map(make(path, counters, slots), path, counters.block(block), slots);
            }
            SenderFile found = reopen(path, counters, block);
            if (found != null && found.slots == slots) {
                return found;
            }
            List<Sender> senders = found == null ? List.of() : found.senders();
            if (found != null) {
                found.close();
            }
            return replace(path, counters, block, slots, senders);
        } catch (IOException e) {
            throw StartException.of("cannot open the list of senders " + path, e);
        }
    }

    /** The new file gets the name once it is whole, so that a process that is killed here leaves the old one. */
    private static SenderFile replace(Path path, CounterFile counters, int block, int slots, List<Sender> senders)
            throws IOException, StartException {
        Path next = path.resolveSibling(FILE_NAME + ".next");
        Files.deleteIfExists(next);
        SenderFile made = map(make(next, counters, slots), path, counters.block(block), slots);
        int dropped = Math.max(0, senders.size() - slots);
        List<Sender> newest = senders.stream()
                .sorted(Comparator.comparingLong(Sender::seenMs))
                .skip(dropped)
                .toList();
        for (int slot = 0; slot < newest.size(); slot++) {
            made.put(SLOTS_AT + slot * SLOT_BYTES, newest.get(slot));
        }
        made.cells.force();
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        return made;
    }

    private static LockedFile make(Path path, CounterFile counters, int slots) throws IOException, StartException {
        FileHeader header = new FileHeader(
                FileHeader.Kind.SENDERS, slots, counters.createdMs(), counters.nodeId(), List.of(counters.service()));
        LockedFile file = WholeFile.openOrMake(path, header.encode(), bytes(slots));
        if (file == null) {
            throw new StartException(path + " is in use by another server; stop that one");
        }
        return file;
    }

    /** Returns null for one of other counters, which says nothing about these. */
    private static SenderFile reopen(Path path, CounterFile counters, int block) throws IOException, StartException {
        LockedFile file = WholeFile.openOrMake(path, null, 0);
        if (file == null) {
            throw new StartException(path + " is in use by another server; stop that one");
        }
        FileChannel channel = file.channel();
        FileHeader header = FileHeader.read(FileHeader.Kind.SENDERS, channel, path);
        if (header.count() < 1 || channel.size() != bytes(header.count())) {
            throw FileHeader.Kind.SENDERS.damaged(path, "it has " + channel.size() + " bytes");
        }
        if (!header.nodeId().equals(counters.nodeId()) || header.createdMs() != counters.createdMs()) {
            file.close();
            return null;
        }
        SenderFile found = map(file, path, counters.block(block), header.count());
        found.carryOut();
        return found;
    }

    /** The sender of a slot; null when there is none. */
    public Sender sender(int slot) {
        int at = SLOTS_AT + slot * SLOT_BYTES;
        return cells.get(at + NUMBER * Long.BYTES) < 1
                ? null
                : new Sender(
                        cells.get(at),
                        cells.get(at + NUMBER * Long.BYTES),
                        cells.get(at + 2 * Long.BYTES),
                        cells.get(at + 3 * Long.BYTES),
                        cells.get(at + 4 * Long.BYTES));
    }

    /** Slots, those without a sender too. */
    public int slots() {
        return slots;
    }

    /** Frees a slot. */
    public void forget(int slot) {
        cells.set(SLOTS_AT + slot * SLOT_BYTES + NUMBER * Long.BYTES, 0);
    }

    /** Adds to a cell of the block, with the next {@link #commit}; at most once a cell, for at most 500 of them. */
    public void add(int cell, long n) {
        if (n != 0) {
            int at = CHANGE_AT + changes++ * CHANGE_BYTES;
            cells.set(at, cell);
            cells.set(at + Long.BYTES, block.get(cell) + n);
        }
    }

    /** Makes all additions since the last time, and a slot's new content, as one step. */
    public void commit(int slot, Sender sender) {
        put(SENDER_AT, sender);
        cells.set(CHANGES_AT, changes);
        VarHandle.storeStoreFence();
        cells.set(IS_VALID_AT, 1L + slot);
        VarHandle.storeStoreFence();
        carryOut();
        changes = 0;
    }

    private void carryOut() {
        long valid = cells.get(IS_VALID_AT);
        if (valid < 1 || valid > slots) {
            return;
        }
        for (int i = 0; i < cells.get(CHANGES_AT); i++) {
            int at = CHANGE_AT + i * CHANGE_BYTES;
            int cell = (int) cells.get(at);
            block.set(cell, Math.max(block.get(cell), cells.get(at + Long.BYTES)));
        }
        for (int i = 0; i < SENDER_CELLS; i++) {
            cells.set(
                    SLOTS_AT + (int) (valid - 1) * SLOT_BYTES + i * Long.BYTES, cells.get(SENDER_AT + i * Long.BYTES));
        }
        VarHandle.storeStoreFence();
        cells.set(IS_VALID_AT, 0);
    }

    private void put(int at, Sender sender) {
        cells.set(at, sender.id());
        cells.set(at + NUMBER * Long.BYTES, sender.number());
        cells.set(at + 2 * Long.BYTES, sender.counted());
        cells.set(at + 3 * Long.BYTES, sender.limited());
        cells.set(at + 4 * Long.BYTES, sender.seenMs());
    }

    private List<Sender> senders() {
        List<Sender> senders = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            Sender sender = sender(slot);
            if (sender != null) {
                senders.add(sender);
            }
        }
        return senders;
    }

    private static int bytes(int slots) {
        int bytes = SLOTS_AT + slots * SLOT_BYTES;
        return (bytes + FileHeader.BYTES - 1) / FileHeader.BYTES * FileHeader.BYTES;
    }

    /** Writes all to the disk and lets the file go, also when that failed. */
    @Override
    public void close() throws IOException {
        try (file) {
            cells.force();
        }
    }
}
