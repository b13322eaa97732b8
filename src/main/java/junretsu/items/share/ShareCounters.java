package junretsu.items.share;

import java.util.concurrent.atomic.LongAdder;

/** Counts of what was shipped. May be called by any thread. */
final class ShareCounters {
    private final LongAdder shipped = new LongAdder();
    private final LongAdder refills = new LongAdder();

    void shipped(int items) {
        shipped.add(items);
    }

    void refilled() {
        refills.increment();
    }

    /** Items handed to Redis, those that it had already included. */
    long shipped() {
        return shipped.sum();
    }

    /** Sets and shards that were found to be lost or behind, and shipped again. */
    long refills() {
        return refills.sum();
    }
}
