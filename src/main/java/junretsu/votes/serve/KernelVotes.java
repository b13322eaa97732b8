package junretsu.votes.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.config.StartException;
import junretsu.net.CountKeeper;
import junretsu.net.CountingEngine;
import junretsu.net.CountingGroup;
import junretsu.net.DatagramEngine;
import junretsu.net.KernelCounts;
import junretsu.tally.CounterBlock;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteWire;

/**
 * Votes that the kernel counts by itself, copied into the counter file's block for them: as absolute counts, so that
 * copying again changes nothing. They are copied before each look at the file, and often between, for those who have
 * mapped the file.
 *
 * <p>One thread starts it and one ends it; meanwhile any may ask, or look at the counter file.
 */
final class KernelVotes implements CountKeeper, Worker {
    private static final long COPY_NANOS = 20_000_000;

    private final CounterFile file;
    private final CounterBlock block;
    private final int buttons;
    private final DistinctErrors errors;
    private final long[] counts = new long[KernelCounts.CELLS];
    private final long[] cells = new long[VoteCells.LIMITED + 1];
    private final KernelMark mark;

    /** Set before the threads start that ask. */
    private Path place;

    private long predecessor;
    private List<String> leftPrograms = List.of();

    /** From {@link #bind} to the end. */
    private CountingGroup bound;

    /** From {@link #begin} to the end; null while another process keeps the counts. */
    private CountingGroup.Counting counting;

    private long[] kept;
    private List<String> remarksAtStart = List.of();

    /** Remarks that somebody was told. For the worker's thread, once it runs. */
    private int told;

    /**
     * @param directory of the data
     * @param buttons how many the event has
     */
    KernelVotes(Path directory, CounterFile file, int buttons, DistinctErrors errors) {
        mark = new KernelMark(directory);
        this.file = file;
        this.buttons = buttons;
        this.errors = errors;
        block = file.outsideBlock();
    }

    /** Takes over what the kernel has counted since the server before was killed. To be called before any look. */
    void takeLeft(DatagramEngine engine) throws IOException, StartException {
        CountingEngine counting = engine instanceof CountingEngine it ? it : null;
        mark.requireAt(counting == null ? null : counting.place(node()));
        if (counting != null) {
            counting.recover(this);
        }
    }

    /** Looks for programs that go on for other servers, which were killed. To be called before {@link #remarks}. */
    void lookForOthers(DatagramEngine engine) {
        leftPrograms = engine.leftPrograms(node());
    }

    /** Names the process that counts until it has handed over; to be called before anything else. */
    void setPredecessor(long process) {
        predecessor = process;
    }

    /** Binds a group for which the kernel counts; {@link #begin} is to follow. */
    CountingGroup bind(CountingEngine engine, InetSocketAddress address, int receivers, int receiveBufferBytes)
            throws IOException {
        place = engine.place(node());
        mark.set(place);
        bound = engine.bind(address, receivers, receiveBufferBytes, this);
        return bound;
    }

    @Override
    public String node() {
        return file.nodeId();
    }

    @Override
    public String event() {
        return file.event();
    }

    @Override
    public int meaning() {
        return buttons;
    }

    @Override
    public long predecessor() {
        return predecessor;
    }

    @Override
    public synchronized long[] kept() {
        long[] now = new long[cells.length];
        for (int cell = 0; cell < now.length; cell++) {
            now[cell] = block.get(cell);
        }
        return now;
    }

    @Override
    public synchronized void recover(long[] kept, int meaning, long[] counts) throws IOException {
        long before = total();
        copy(kept, meaning, counts);
        file.force();
        if (total() > before) {
            errors.announce(String.format(
                    Locale.ROOT,
                    "%,d votes that the kernel had counted for the server before this one were taken over",
                    total() - before));
        }
    }

    /** Begins to copy what a bound group counts; does nothing without one. */
    synchronized void begin() {
        if (bound == null) {
            return;
        }
        counting = bound.counting();
        kept = counting.kept();
        remarksAtStart = counting.remarks();
        told = remarksAtStart.size();
        file.attach(this::copy);
    }

    /** Leaves the counts to another process, which goes on with them. */
    synchronized void handOn() {
        counting.handOn();
    }

    /** Begins where the server before has ended: what was dropped until here is in its counts. */
    void beginAfter() throws IOException {
        if (bound != null) {
            bound.restartPathDrops();
        }
        begin();
    }

    /** Leaves the counts to the server before, which goes on with them, or begins to keep those that are new. */
    synchronized void giveBack() {
        if (bound == null || bound.counting().giveBack()) {
            bound = null;
        } else {
            begin();
        }
    }

    /** Goes on with counts that another process was to take over, which has ended. */
    synchronized void reclaim() {
        if (counting != null) {
            counting.reclaim();
        }
    }

    /** The place of the counts in the kernel; null when it has none. */
    Path place() {
        return place;
    }

    /** Copies a last time, writes the file to the disk and lets the kernel forget. For when the sockets are closed. */
    synchronized void end() {
        if (counting == null) {
            clearMark();
            return;
        }
        copy();
        file.attach(() -> {});
        try {
            file.force();
        } catch (IOException e) {
            errors.record("keeping the kernel's counts", e);
            return;
        }
        errors.close("the kernel's counts", counting);
        counting = null;
        bound = null;
        clearMark();
    }

    /** Removes the mark when the kernel has no counts any more. */
    private void clearMark() {
        if (place != null && Files.notExists(place)) {
            errors.close("the mark of the kernel's counts", mark::clear);
        }
    }

    @Override
    public String role() {
        return "kernel-votes";
    }

    @Override
    public int doWork() throws IOException {
        copy();
        CountingGroup.Counting now = counting();
        if (now != null) {
            now.tend();
            now.remarks().stream().skip(told).forEach(errors::warn);
            told = now.remarks().size();
        }
        return 0;
    }

    /** Sentences for whoever started the server, about the start. */
    List<String> remarks() {
        return Stream.concat(leftPrograms.stream(), remarksAtStart.stream()).toList();
    }

    private synchronized CountingGroup.Counting counting() {
        return counting;
    }

    static IdlePolicy idlePolicy() {
        return IdlePolicy.every(COPY_NANOS);
    }

    private synchronized void copy() {
        if (counting != null) {
            counting.read(counts);
            copy(kept, buttons, counts);
        }
    }

    /** Never lowers a cell: the file may have more than counts that were read a moment earlier. */
    private void copy(long[] from, int buttonsThen, long[] counts) {
        System.arraycopy(from, 0, cells, 0, cells.length);
        for (int value = 0; value < VoteWire.BUTTONS; value++) {
            cells[value < buttonsThen ? value : VoteCells.REJECTED] += counts[value];
        }
        cells[VoteCells.DATAGRAMS] += counts[KernelCounts.DATAGRAMS];
        cells[VoteCells.EMPTY] += counts[KernelCounts.EMPTY];
        cells[VoteCells.PACKETS] += counts[KernelCounts.PACKETS];
        cells[VoteCells.LIMITED] += counts[KernelCounts.LIMITED];
        for (int cell = 0; cell < cells.length; cell++) {
            if (cells[cell] > block.get(cell)) {
                block.set(cell, cells[cell]);
            }
        }
    }

    private long total() {
        long total = 0;
        for (int button = 0; button < VoteWire.BUTTONS; button++) {
            total += block.get(button);
        }
        return total;
    }
}
