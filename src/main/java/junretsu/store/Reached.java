package junretsu.store;

/**
 * That the event's total passed a milestone. Decided once, by the store, and the same for all nodes from then on.
 *
 * @param at the milestone
 * @param atMs unix milliseconds
 * @param nodeId of the node whose flush passed it, which is the one to announce it
 */
public record Reached(long at, long atMs, String nodeId) {}
