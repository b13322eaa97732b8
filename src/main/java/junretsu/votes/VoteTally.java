package junretsu.votes;

import junretsu.tally.CounterFile;
import junretsu.tally.Tally;

/**
 * The votes of all blocks, and what was counted beside them, added up at one moment. Mutable, so that one thread can
 * merge over and over without garbage; to be used by one thread at a time.
 */
public final class VoteTally {
    private final Tally cells = new Tally(VoteCells.LAYOUT);
    private final long[] buttons = new long[VoteWire.BUTTONS];
    private long total;

    /** @param cells as {@link #cells} gave them; cells that are missing at the end are 0 */
    public static VoteTally of(long[] cells) {
        VoteTally tally = new VoteTally();
        tally.cells.set(cells);
        return tally.addUp();
    }

    /** Replaces all values by the sums over the file's blocks. */
    public VoteTally merge(CounterFile file) {
        cells.merge(file);
        return addUp();
    }

    /** Replaces all values by another's. */
    public VoteTally copy(VoteTally other) {
        cells.copy(other.cells);
        return addUp();
    }

    /** Takes what was counted before away, leaving what came since. */
    public VoteTally subtract(VoteTally before) {
        cells.subtract(before.cells);
        return addUp();
    }

    /**
     * Takes votes away; all other values stay.
     *
     * @param votes by button
     * @param ofCrowd those of them that browsers sent
     */
    public VoteTally subtractVotes(long[] votes, long ofCrowd) {
        for (int button = 0; button < buttons.length; button++) {
            buttons[button] -= votes[button];
        }
        return replaceVotes(buttons, cells.get(VoteCells.CROWD_VOTES) - ofCrowd);
    }

    /**
     * Replaces the votes; all other values stay.
     *
     * @param votes by button
     * @param ofCrowd those of them that browsers sent
     */
    public VoteTally replaceVotes(long[] votes, long ofCrowd) {
        cells.replaceFirst(votes);
        cells.replace(VoteCells.CROWD_VOTES, ofCrowd);
        return addUp();
    }

    /** Returns all values in the order of {@link VoteCells}, in an array of the caller's own. */
    public long[] cells() {
        return cells.toArray();
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
        return cells.get(VoteCells.PACKETS);
    }

    /**
     * Datagrams taken from the kernel, empty ones too; without those in packets whose number of datagrams was not
     * seen.
     */
    public long datagrams() {
        return cells.get(VoteCells.DATAGRAMS);
    }

    /** Votes for a button that the event does not have; not in {@link #total}. */
    public long rejected() {
        return cells.get(VoteCells.REJECTED);
    }

    /** Votes of sources that were over their rate; not in {@link #total}. */
    public long limited() {
        return cells.get(VoteCells.LIMITED);
    }

    /** Datagrams of 0 bytes. */
    public long empty() {
        return cells.get(VoteCells.EMPTY);
    }

    /** Messages of browsers. */
    public long crowdMessages() {
        return cells.get(VoteCells.CROWD_MESSAGES);
    }

    /** Votes of browsers that were over their rate; not in {@link #total}. */
    public long crowdLimited() {
        return cells.get(VoteCells.CROWD_LIMITED);
    }

    /** The votes of browsers in {@link #total}. */
    public long crowdVotes() {
        return Math.min(total, cells.get(VoteCells.CROWD_VOTES));
    }

    /** Packets that were thrown away before anything counted them: the sum of the next three. */
    public long kernelDrops() {
        return socketDrops() + missed() + backlogDrops();
    }

    /** Packets that the kernel threw away because a receiver was late. */
    public long socketDrops() {
        return cells.get(VoteCells.KERNEL_DROPS);
    }

    /** Packets for which the interfaces had no room. */
    public long missed() {
        return cells.get(VoteCells.MISSED);
    }

    /** Packets that the kernel's backlog threw away. */
    public long backlogDrops() {
        return cells.get(VoteCells.BACKLOG);
    }

    private VoteTally addUp() {
        cells.copyTo(buttons);
        total = 0;
        for (long votes : buttons) {
            total += votes;
        }
        return this;
    }
}
