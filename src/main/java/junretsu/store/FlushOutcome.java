package junretsu.store;

import java.util.List;

/** The outcome of a flush. */
public sealed interface FlushOutcome {

    /**
     * The store holds what it was handed.
     *
     * @param reached all milestones that the event has passed, those of this flush too, the lowest first
     * @param loss what the store was found to have lost; null when nothing
     * @param isDecided false when the total has passed a milestone about which only a later flush will decide
     */
    record Applied(EventTotals totals, List<MilestonePassed> reached, StoreLoss loss, boolean isDecided)
            implements FlushOutcome {}

    /**
     * The store holds none of these counts. A later flush may succeed.
     *
     * @param fault short and stable, for a metric's label, such as {@code connect}, {@code readonly}, {@code auth}
     * @param sentence what went wrong, for people
     */
    record Refused(String fault, String sentence) implements FlushOutcome {}

    /** The store may or may not hold these counts: the reply was lost. To be repeated, which is safe. */
    record Unknown(String fault, String sentence) implements FlushOutcome {}

    /**
     * The store holds none of these counts, because it has higher counts of this node than those of its first flush, as
     * if the node's data directory had been put back. The next flush is taken as it is.
     *
     * @param held the node's counts as the store holds them
     */
    record Behind(long[] held, String sentence) implements FlushOutcome {}

    /**
     * The store will never take this node's counts, because another server reports under the same node ID: the data
     * directory was copied. Nothing was merged.
     */
    record Fenced(String sentence) implements FlushOutcome {}
}
