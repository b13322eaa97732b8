package junretsu.store;

/**
 * The event's counts over all nodes at one moment. Immutable as long as nobody writes into {@code counts}.
 *
 * @param total the sum of those counts that make it up
 * @param counts a cell for each of the {@link CountNames}
 */
public record EventTotals(long total, long[] counts) {}
