package junretsu.store;

/**
 * A loss of data that a flush found in the store and made good as far as this node can.
 *
 * @param own counts of this node that the store had taken before and no longer had; of those that make up the total
 * @param lowered by how much the event's total fell, because no node that is known accounts for it
 */
public record StoreLoss(long own, long lowered) {}
