package junretsu.items.log;

/**
 * One set of items. A tenant that was erased and comes back is another one, with a number of its own and the next
 * generation; so is each window of a tenant.
 *
 * @param number from 0 on, in the order in which they were defined on this node; never used again
 * @param name as sent, 1 to 512 bytes of UTF-8
 * @param generation 0 at first, one more after each erasure, the same on all nodes
 * @param windowMs unix milliseconds at which the window began; {@link #TOTAL} for the set over all time
 */
public record Tenant(int number, String name, long generation, long windowMs) {
    public static final long TOTAL = -1;
}
