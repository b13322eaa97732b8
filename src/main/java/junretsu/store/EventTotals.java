package junretsu.store;

/**
 * An event's counts over all nodes at one moment. Immutable as long as nobody writes into {@code counts}.
 *
 * @param event whose they are, which for votes is the round
 * @param total the sum of those counts that make it up
 * @param counts a cell for each of the {@link CountNames}
 */
public record EventTotals(String event, long total, long[] counts) {}
