package junretsu.store;

/**
 * A milestone that the event's total passed. Decided once, by the store, and the same for all nodes from then on.
 *
 * @param total of the event at which the milestone stands
 * @param passedAtMs unix milliseconds
 * @param nodeId of the node whose flush passed it, which is the one to announce it
 */
public record MilestonePassed(long total, long passedAtMs, String nodeId) {}
