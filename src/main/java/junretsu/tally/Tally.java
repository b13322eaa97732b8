package junretsu.tally;

import java.util.Arrays;

/** The counts of all blocks added up at one moment. Mutable, so that one thread can merge over and over without garbage. */
public final class Tally {
    private final long[] buttons = new long[CounterBlock.BUTTONS];
    private long total;
    private long datagrams;
    private long rejected;
    private long empty;
    private long packets;
    private long kernelDrops;

    /** The cells of {@link #cells}: 256 buttons, then what is not votes. */
    public static final int CELLS = CounterBlock.BUTTONS + 5;

    /** Replaces all values by the sums over the file's blocks. */
    public Tally merge(CounterFile file) {
        Arrays.fill(buttons, 0);
        total = 0;
        datagrams = 0;
        rejected = 0;
        empty = 0;
        packets = 0;
        kernelDrops = 0;
        for (int slot = 0; slot < CounterFile.SLOTS; slot++) {
            add(file.block(slot));
        }
        return this;
    }

    /** Replaces all values by another's. */
    public Tally copy(Tally other) {
        return fill(other.cells());
    }

    /** Takes what was counted before away, leaving what came since. */
    public Tally subtract(Tally before) {
        return fill(difference(cells(), before.cells()));
    }

    /** All values in one array, the caller's own; see {@link #of}. */
    public long[] cells() {
        long[] cells = Arrays.copyOf(buttons, CELLS);
        cells[CounterBlock.BUTTONS] = datagrams;
        cells[CounterBlock.BUTTONS + 1] = rejected;
        cells[CounterBlock.BUTTONS + 2] = empty;
        cells[CounterBlock.BUTTONS + 3] = packets;
        cells[CounterBlock.BUTTONS + 4] = kernelDrops;
        return cells;
    }

    /** @param cells as {@link #cells} gave them; cells that are missing at the end are 0 */
    public static Tally of(long[] cells) {
        return new Tally().fill(Arrays.copyOf(cells, CELLS));
    }

    private Tally fill(long[] cells) {
        System.arraycopy(cells, 0, buttons, 0, CounterBlock.BUTTONS);
        total = Arrays.stream(buttons).sum();
        datagrams = cells[CounterBlock.BUTTONS];
        rejected = cells[CounterBlock.BUTTONS + 1];
        empty = cells[CounterBlock.BUTTONS + 2];
        packets = cells[CounterBlock.BUTTONS + 3];
        kernelDrops = cells[CounterBlock.BUTTONS + 4];
        return this;
    }

    private static long[] difference(long[] cells, long[] before) {
        Arrays.setAll(cells, i -> cells[i] - before[i]);
        return cells;
    }

    private void add(CounterBlock block) {
        for (int button = 0; button < CounterBlock.BUTTONS; button++) {
            long votes = block.get(button);
            buttons[button] += votes;
            total += votes;
        }
        datagrams += block.get(CounterBlock.DATAGRAMS);
        rejected += block.get(CounterBlock.REJECTED);
        empty += block.get(CounterBlock.EMPTY);
        packets += block.get(CounterBlock.PACKETS);
        kernelDrops += block.get(CounterBlock.KERNEL_DROPS);
    }

    /** The votes of each button, 256 cells. This is the tally's own array: it changes with the next merge. */
    public long[] buttons() {
        return buttons;
    }

    /** Votes of all buttons, always the sum of {@link #buttons}. */
    public long total() {
        return total;
    }

    /** Packets taken from the kernel; each holds one datagram, or several that the kernel joined. */
    public long packets() {
        return packets;
    }

    /** Datagrams taken from the kernel, empty ones too; without those in packets whose number of datagrams was not seen. */
    public long datagrams() {
        return datagrams;
    }

    /** Votes for a button that the event does not have; not in {@link #total}. */
    public long rejected() {
        return rejected;
    }

    /** Datagrams of 0 bytes. */
    public long empty() {
        return empty;
    }

    /** Packets that the kernel threw away because a receiver was late. */
    public long kernelDrops() {
        return kernelDrops;
    }
}
