package junretsu.service;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import junretsu.store.EventTotals;

/**
 * Counts per second, of this node and of the event over all nodes. The event's totals are those that each flush brings,
 * and one is a sample when it is read anew, not whenever it is looked at: a node without counts of its own flushes, and
 * so reads the others', once a second only. Sampled by one thread, read by any.
 */
public final class EventRates {
    private final Supplier<EventTotals> totals;
    private final BooleanSupplier isUp;
    private final RateMeter own = new RateMeter();
    private final RateMeter event = new RateMeter();
    private EventTotals last;

    /**
     * @param totals of the event under way over all nodes, as last read; null when unknown
     * @param isUp false while the store is unavailable
     */
    public EventRates(Supplier<EventTotals> totals, BooleanSupplier isUp) {
        this.totals = totals;
        this.isUp = isUp;
    }

    /**
     * Samples both.
     *
     * @param ownTotal all that this node has counted
     */
    public void sample(long nowNanos, long ownTotal) {
        own.sample(nowNanos, ownTotal);
        EventTotals read = totals.get();
        if (read != null && read != last) {
            last = read;
            event.sample(nowNanos, read.total());
        }
    }

    /** This node's. */
    public double ownPerSecond() {
        return own.perSecond();
    }

    /** The event's; 0 while the store is unavailable. */
    public double eventPerSecond() {
        return isUp.getAsBoolean() ? event.perSecond() : 0;
    }
}
