package junretsu.service.milestones;

import java.util.Map;

/**
 * A node as it was when its server started.
 *
 * @param id of the node
 * @param startedMs unix milliseconds
 * @param totals this node's counts that make up the total, by event, for each event that it had; also those with 0
 */
public record NodeAtStart(String id, long startedMs, Map<String, Long> totals) {

    public NodeAtStart {
        totals = Map.copyOf(totals);
    }

    /** This node's total of an event at the start; 0 for an event that began later. */
    public long total(String event) {
        return totals.getOrDefault(event, 0L);
    }
}
