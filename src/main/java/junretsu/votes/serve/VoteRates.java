package junretsu.votes.serve;

import junretsu.store.EventTotals;
import junretsu.store.StoreHealth;

/**
 * Votes per second, of this node and of the event over all nodes. The event's totals are those that each flush brings,
 * and one is a sample when it is read anew, not whenever it is looked at: a node without votes of its own hears of the
 * others' once a second only. Sampled by one thread, read by any.
 */
final class VoteRates {
    private final StoreHealth health;
    private final RateMeter own = new RateMeter();
    private final RateMeter event = new RateMeter();
    private EventTotals last;

    VoteRates(StoreHealth health) {
        this.health = health;
    }

    /** @param ownTotal all that this node has counted */
    void sample(long nowNanos, long ownTotal) {
        own.sample(nowNanos, ownTotal);
        EventTotals totals = health.eventTotals();
        if (totals != null && totals != last) {
            last = totals;
            event.sample(nowNanos, totals.total());
        }
    }

    /** This node's. */
    double ownPerSecond() {
        return own.perSecond();
    }

    /** The event's; 0 while the store cannot be asked. */
    double eventPerSecond() {
        return health.isUp() ? event.perSecond() : 0;
    }
}
