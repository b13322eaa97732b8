package junretsu.net;

/**
 * Packets dropped since each socket was opened, out of the kernel's counters, which are 32 bits wide and wrap around.
 * Exact as long as a counter is read once in 2³² drops. Not thread-safe.
 */
public final class DropCounts {
    private final long[] lastSeen;
    private final long[] totals;

    public DropCounts(int sockets) {
        lastSeen = new long[sockets];
        totals = new long[sockets];
    }

    /** Takes a reading of the kernel's counter for a socket, 0 to 2³² - 1. */
    public void advance(int socket, long counter) {
        totals[socket] += counter - lastSeen[socket] & 0xFFFF_FFFFL;
        lastSeen[socket] = counter;
    }

    /** @param into gets a total for each socket */
    public void copyTo(long[] into) {
        System.arraycopy(totals, 0, into, 0, totals.length);
    }
}
