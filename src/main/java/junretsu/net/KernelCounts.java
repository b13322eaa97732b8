package junretsu.net;

/**
 * The cells of what the kernel counted by itself: {@link CountingGroup#counts}. A cell for each value that a byte may
 * have, then these.
 */
public final class KernelCounts {
    /** The values of a byte, each with a cell of its own. */
    public static final int VALUES = 256;

    public static final int DATAGRAMS = 256;

    /** Datagrams of 0 bytes. */
    public static final int EMPTY = 257;

    /** Packets, which may join datagrams. */
    public static final int PACKETS = 258;

    /** Bytes of sources that were over their rate; in no other cell, while their datagrams are. */
    public static final int LIMITED = 259;

    /** All of them. */
    public static final int CELLS = 260;

    private KernelCounts() {}
}
