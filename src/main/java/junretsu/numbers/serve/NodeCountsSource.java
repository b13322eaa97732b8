package junretsu.numbers.serve;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.store.EventCounts;
import junretsu.store.FlushSource;
import junretsu.store.StoreFactory;
import junretsu.store.StoreLink;

/**
 * A node's counts of numbers as the store is handed them, recorded in a file first.
 *
 * @param event name of what is counted
 * @param totals what is counted since the start
 */
record NodeCountsSource(String event, NodeCounts node, Supplier<NumberTotals> totals) implements FlushSource {

    /**
     * Links a store to this node's counts.
     *
     * @param lines numbers in the log
     * @param totals what is counted since the start
     * @param log gets each change of the store's state in a sentence
     */
    static StoreLink link(
            NumbersConfig config,
            NodeCounts node,
            long lines,
            Supplier<NumberTotals> totals,
            StoreFactory stores,
            Consumer<String> log,
            Clock clock) {
        if (config.resumes()) {
            node.resume(lines);
        } else {
            node.beginLog();
        }
        return new StoreLink(
                stores,
                node.nodeId(),
                NodeCounts.FIELDS,
                List.of(),
                new NodeCountsSource(config.server().event(), node, totals),
                config.server().flushIntervalNanos(),
                config.server().drainNanos(),
                log,
                clock);
    }

    @Override
    public EventCounts current() {
        return new EventCounts(event, node.update(totals.get()), List.of());
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
