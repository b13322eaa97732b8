package junretsu.numbers.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCountsSourceTest {
    @TempDir
    Path directory;

    private NumberTotals totals = totals(0, 0);

    @Test
    void handsOverTheCountsOfAllRunsAndWritesThemDownBefore() throws Exception {
        NodeCounts node = NodeCounts.open(directory, "live", 0);
        node.beginLog();
        NodeCountsSource source = new NodeCountsSource("live", node, () -> totals);
        totals = totals(5, 3);
        assertThat(source.current().event()).isEqualTo("live");
        assertThat(source.current().counts()).startsWith(5, 3).endsWith(2, 1);
        source.close();

        NodeCounts next = NodeCounts.open(directory, "live", 0);
        next.beginLog();
        assertThat(next.receivedBefore()).isEqualTo(8);
        NodeCountsSource second = new NodeCountsSource("live", next, () -> totals);
        totals = totals(1, 0);
        assertThat(second.current().counts()).startsWith(6, 3);
        assertThat(NodeCounts.FIELDS.total(second.current().counts())).isEqualTo(9);
        assertThat(second.ended()).isEmpty();
        assertThat(second.takeOver("live", new long[7])).isFalse();
        second.close();
    }

    private static NumberTotals totals(long unique, long duplicates) {
        return new NumberTotals(unique, duplicates, 0, 0, 10 * (unique + duplicates), unique, 0, 0, 2, 1);
    }
}
