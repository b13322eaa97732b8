package junretsu.store;

import java.util.List;

/** What became of a flush. */
public sealed interface FlushOutcome {

    /**
     * The store holds what it was handed.
     *
     * @param reached all milestones that the event has passed, those of this flush too, the lowest first
     */
    record Applied(EventTotals totals, List<MilestonePassed> reached) implements FlushOutcome {}

    /**
     * The store holds nothing of it. A later flush may succeed.
     *
     * @param fault short and stable, for a metric's label, such as {@code refused}, {@code readonly}, {@code auth}
     * @param sentence what went wrong, for people
     */
    record Refused(String fault, String sentence) implements FlushOutcome {}

    /** The store may or may not hold it: the reply was lost. To be repeated, which is safe. */
    record Unknown(String fault, String sentence) implements FlushOutcome {}

    /**
     * The store will never take this node's counts, because another server reports under the same node ID: the data directory
     * was copied. Nothing was merged.
     */
    record Fenced(String sentence) implements FlushOutcome {}
}
