package junretsu.items.serve;

import junretsu.items.log.ItemFiles;
import junretsu.items.share.SharedItems;
import junretsu.service.Surroundings;

/**
 * The parts of a running items server that its views read. Any thread may call.
 *
 * @param shared with other nodes; null when this node is alone
 */
record ItemsState(
        ItemsConfig config,
        ItemFiles files,
        Tenants tenants,
        Committer committer,
        Erasure erasure,
        ItemCounters counters,
        Access access,
        SharedItems shared,
        Surroundings surroundings) {

    /** Beginning of the window that is under way, in unix milliseconds; -1 when there are none. */
    long windowMs() {
        long length = config.windowMs();
        return length == 0 ? -1 : Math.floorDiv(surroundings.clock().epochMillis(), length) * length;
    }
}
