package junretsu.store;

/**
 * The event's counts over all nodes at one moment. Immutable as long as nobody writes into {@code buttons}.
 *
 * @param total the sum of {@code buttons}
 * @param buttons 256 cells
 */
public record EventTotals(long total, long[] buttons) {}
