package junretsu.items.serve;

import junretsu.base.Clock;
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
        return windowMs(config, surroundings.clock());
    }

    static long windowMs(ItemsConfig config, Clock clock) {
        long length = config.windowMs();
        return length == 0 ? -1 : Math.floorDiv(clock.epochMillis(), length) * length;
    }

    /** Beginning of the first window that is kept, in unix milliseconds; {@link Long#MIN_VALUE} when all are. */
    static long keptFromMs(ItemsConfig config, Clock clock) {
        return config.windowMs() == 0 || config.windowsKept() == 0
                ? Long.MIN_VALUE
                : windowMs(config, clock) - (config.windowsKept() - 1) * config.windowMs();
    }
}
