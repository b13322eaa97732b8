package junretsu.store;

import java.util.List;

/** Opens stores; told at the start which kind, and by a service what for. */
@FunctionalInterface
public interface StoreFactory {

    /**
     * @param event name of what is counted
     * @param nodeId under which this server reports, the same after a restart
     * @param fields what is counted
     * @param milestones totals at which something is to happen, the lowest first
     * @throws junretsu.config.UsageException when the event's name does not suit the store
     */
    Store open(String event, String nodeId, CountNames fields, List<Milestone> milestones);
}
