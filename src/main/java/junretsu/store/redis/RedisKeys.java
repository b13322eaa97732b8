package junretsu.store.redis;

import junretsu.config.UsageException;

/**
 * The names of an event's keys. The event stands in braces, which makes a cluster put all of them into one slot.
 *
 * @param counts hash: a count's name, such as a button → count over all nodes
 * @param total string: the sum of those counts that make it up
 * @param nodes hash: node ID → unix milliseconds of its last flush, sum last applied, instance
 * @param node hash: a count's name → this node's count, as last applied
 * @param milestones hash: milestone → unix milliseconds at which the total passed it
 * @param announcers hash: milestone → ID of the node whose flush passed it
 * @param nodePrefix what the names of all nodes' hashes begin with; the node's ID follows
 */
record RedisKeys(
        String counts,
        String total,
        String nodes,
        String node,
        String milestones,
        String announcers,
        String nodePrefix) {

    /** @throws UsageException when a name with this event in braces would not have the event as its hash tag */
    static RedisKeys of(String event, String nodeId) {
        if (event.isEmpty() || event.indexOf('{') >= 0 || event.indexOf('}') >= 0) {
            throw new UsageException("--event: '" + event
                    + "' cannot be part of a Redis key; give a name that is not empty and has no { or }");
        }
        String prefix = "junretsu:{" + event + "}:";
        String nodePrefix = prefix + "node:";
        return new RedisKeys(
                prefix + "counts",
                prefix + "total",
                prefix + "nodes",
                nodePrefix + nodeId,
                prefix + "milestones",
                prefix + "announcers",
                nodePrefix);
    }

    /** What SCAN is to match: the hashes of all nodes. */
    String nodePattern() {
        return nodePrefix.replaceAll("[*?\\[\\]\\\\]", "\\\\$0") + "*";
    }
}
