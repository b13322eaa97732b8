package junretsu.store.redis;

import junretsu.store.EventName;

/**
 * The names of an event's keys. Those of votes begin with {@code junretsu:{EVENT}:}, those of another service with
 * {@code junretsu:{SERVICE:EVENT}:}, so that two services never share a key: no event's name has a colon. What stands
 * in braces makes a cluster put all of an event's keys into one slot.
 *
 * @param counts hash: a count's name, such as a button → count over all nodes
 * @param total string: the sum of those counts that make it up
 * @param nodes hash: node ID → unix milliseconds of its last flush, sum last applied, instance
 * @param node hash: a count's name → this node's count, as last applied
 * @param milestones hash: milestone → unix milliseconds at which the total passed it
 * @param announcers hash: milestone → ID of the node whose flush passed it
 * @param audit string: unix milliseconds of the last audit, number of nodes, what their sums add up to
 * @param nodePrefix what the names of all nodes' hashes begin with; the node's ID follows
 */
record RedisKeys(
        String counts,
        String total,
        String nodes,
        String node,
        String milestones,
        String announcers,
        String audit,
        String nodePrefix) {
    private static final String VOTES = "votes";

    /** @throws IllegalArgumentException when the event's name is not one */
    static RedisKeys of(String service, String event, String nodeId) {
        String tag = service.equals(VOTES) ? EventName.parse(event) : service + ":" + EventName.parse(event);
        String prefix = "junretsu:{" + tag + "}:";
        String nodePrefix = prefix + "node:";
        return new RedisKeys(
                prefix + "counts",
                prefix + "total",
                prefix + "nodes",
                nodePrefix + nodeId,
                prefix + "milestones",
                prefix + "announcers",
                prefix + "audit",
                nodePrefix);
    }

    /**
     * The pattern for SCAN: the hashes of all nodes. An event's name holds no character that is special in a pattern.
     */
    String nodePattern() {
        return nodePrefix + "*";
    }
}
