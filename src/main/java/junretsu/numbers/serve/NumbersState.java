package junretsu.numbers.serve;

import java.util.function.Supplier;
import junretsu.store.StoreLink;

/**
 * The parts of a running numbers server that its views read. Any thread may call.
 *
 * @param source of the lines, as in {@code at tcp 127.0.0.1:4000}
 * @param counts those of this run, at each moment
 * @param store null when counts are not shared
 * @param receivedBefore numbers received in earlier runs, which the store holds too; 0 without one
 */
record NumbersState(
        NumbersConfig config, String source, Supplier<NumberTotals> counts, StoreLink store, long receivedBefore) {

    /** The counts at this moment. */
    NumberTotals totals() {
        return counts.get();
    }

    /** The event that this node's counts are of. */
    String event() {
        return config.server().event();
    }

    /** Numbers of this run that the store is known to hold. */
    long flushed() {
        return store == null ? 0 : Math.max(0, store.flushed() - receivedBefore);
    }
}
