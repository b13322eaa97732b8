package junretsu.items.serve;

import junretsu.items.log.ItemFiles;
import junretsu.service.Surroundings;

/** The parts of a running items server that its views read. Any thread may call. */
record ItemsState(
        ItemsConfig config,
        ItemFiles files,
        Tenants tenants,
        Committer committer,
        Eraser eraser,
        ItemCounters counters,
        Access access,
        Surroundings surroundings) {

    /** Beginning of the window that is under way, in unix milliseconds; -1 when there are none. */
    long windowMs() {
        long length = config.windowMs();
        return length == 0 ? -1 : Math.floorDiv(surroundings.clock().epochMillis(), length) * length;
    }

    /** Items of all tenants at this moment, without their windows. */
    long items() {
        return tenants.byName().values().stream()
                .mapToLong(CountedTenant::count)
                .sum();
    }
}
