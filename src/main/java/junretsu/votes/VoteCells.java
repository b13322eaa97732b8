package junretsu.votes;

import java.util.ArrayList;
import java.util.List;
import junretsu.tally.CellLayout;
import junretsu.tally.CounterFile;

/**
 * The cells of a votes server's blocks. Offsets within the block in bytes:
 *
 * <pre>
 *      0  votes of button 0
 *         ...
 *   2040  votes of button 255
 *   2048  datagrams       as far as they could be seen, empty ones too
 *   2056  rejected        votes for a button that the event does not have
 *   2064  empty           datagrams of 0 bytes
 *   2072  packets         taken from the kernel, which may join datagrams
 *   2080  crowd messages  taken from browsers; this and the next two only in the block of the crowd
 *   2088  crowd limited   votes of browsers that were over their rate, counted nowhere else
 *   2096  crowd votes     those of the votes above that browsers sent
 *   2104  limited         votes of sources that were over their rate, which the kernel did not count
 *   2112  unused, 0
 *   2176  dropped         packets that the kernel dropped on this block's socket; no receiver writes this cache line
 *   2184  missed          packets for which the interfaces had no room; this and the next only in the first block
 *   2192  backlog         packets that the kernel's backlog dropped
 *   2200  unused, 0       up to 4096
 * </pre>
 *
 * The writer of a block is the receiver's thread, but for the drops, which the sampler's thread writes. The last of the
 * threads' blocks is the crowd's.
 */
public final class VoteCells {
    public static final int DATAGRAMS = 256;
    public static final int REJECTED = 257;
    public static final int EMPTY = 258;
    public static final int PACKETS = 259;
    public static final int CROWD_MESSAGES = 260;
    public static final int CROWD_LIMITED = 261;
    public static final int CROWD_VOTES = 262;
    public static final int LIMITED = 263;
    public static final int KERNEL_DROPS = 272;
    public static final int MISSED = 273;
    public static final int BACKLOG = 274;

    /** The block of votes from browsers. */
    public static final int CROWD_BLOCK = CounterFile.SLOTS - 1;

    /** Names of the cells, a button's being its number. */
    public static final CellLayout LAYOUT = new CellLayout("votes", names());

    private VoteCells() {}

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int button = 0; button < VoteWire.BUTTONS; button++) {
            names.add(Integer.toString(button));
        }
        names.addAll(List.of(
                "datagrams",
                "rejected",
                "empty",
                "packets",
                "crowd messages",
                "crowd limited",
                "crowd votes",
                "limited"));
        while (names.size() < KERNEL_DROPS) {
            names.add("");
        }
        names.addAll(List.of("dropped", "missed", "backlog"));
        return names;
    }
}
