package junretsu.store;

import java.util.List;
import java.util.function.Supplier;

/**
 * A node that hands its counts to a store.
 *
 * @param id under which it reports, the same after a restart
 * @param names of its counts
 * @param milestones totals at which something is to happen, the lowest first; they may change
 * @param source its counts
 */
public record CountedNode(String id, CountNames names, Supplier<List<Milestone>> milestones, FlushSource source) {

    /** Opens the store of an event that is under way. */
    Store open(StoreFactory stores, String event) {
        return stores.open(event, id, names, milestones);
    }

    /** Opens that of an event that had ended when the node started, which passes no more milestones. */
    Store openEnded(StoreFactory stores, String event) {
        return stores.open(event, id, names, List::of);
    }
}
