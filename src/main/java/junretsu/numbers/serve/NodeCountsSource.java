package junretsu.numbers.serve;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import junretsu.store.EventCounts;
import junretsu.store.FlushSource;

/**
 * A node's counts of numbers as the store is handed them, recorded in a file first.
 *
 * @param event name of what is counted
 * @param totals what is counted since the start
 */
record NodeCountsSource(String event, NodeCounts node, Supplier<NumberTotals> totals) implements FlushSource {

    @Override
    public EventCounts current() {
        return new EventCounts(event, node.update(totals.get()), List.of());
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
