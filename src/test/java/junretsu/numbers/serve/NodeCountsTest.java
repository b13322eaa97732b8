package junretsu.numbers.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import junretsu.config.StartException;
import junretsu.store.FlushSource;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCountsTest {
    @TempDir
    Path directory;

    @Test
    void goesUpFromRunToRunAlsoWhenTheLogIsEmptied() throws Exception {
        try (NodeCounts node = open()) {
            node.beginLog();
            assertThat(node.update(totals(10, 4))).startsWith(10, 4);
        }
        try (NodeCounts node = open()) {
            node.beginLog();
            assertThat(node.receivedBefore()).isEqualTo(14);
            assertThat(node.update(totals(3, 1))).startsWith(13, 5);
        }
    }

    @Test
    void learnsFromALogThatIsResumedWhatAKillTookFromTheFile() throws Exception {
        try (NodeCounts node = open()) {
            node.beginLog();
            node.update(totals(10, 4));
        }
        try (NodeCounts node = open()) {
            node.beginLog();
            node.update(totals(5, 0));
        }
        try (NodeCounts node = open()) {
            node.resume(7);
            assertThat(node.update(totals(1, 0)))
                    .as("10 of the emptied log, 7 of this one")
                    .startsWith(18, 4);
        }
    }

    @Test
    void neverFallsWhenTheLogHasLessThanTheFile() throws Exception {
        try (NodeCounts node = open()) {
            node.beginLog();
            node.update(totals(10, 4));
        }
        try (NodeCounts node = open()) {
            node.resume(6);
            assertThat(node.update(totals(0, 0))).startsWith(10, 4);
        }
    }

    @Test
    void refusesTheDirectoryOfAVotesServer() throws Exception {
        CounterFile.open(directory, VoteCells.LAYOUT, "live", 0).close();
        assertThatThrownBy(this::open)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("counts votes, not numbers; give another --data directory");
    }

    @Test
    void handsAFlusherTheCountsOfAllRunsAndRecordsThemBefore() throws Exception {
        NodeCounts node = open();
        node.beginLog();
        FlushSource source = node.source(() -> new NumberTotals(5, 3, 0, 0, 80, 5, 0, 0, 2, 1));
        assertThat(source.current().event()).isEqualTo("live");
        assertThat(source.current().counts()).startsWith(5, 3).endsWith(2, 1);
        source.close();

        NodeCounts next = open();
        next.beginLog();
        assertThat(next.receivedBefore()).isEqualTo(8);
        FlushSource second = next.source(() -> totals(1, 0));
        assertThat(second.current().counts()).startsWith(6, 3);
        assertThat(NodeCounts.FIELDS.total(second.current().counts())).isEqualTo(9);
        assertThat(second.ended()).isEmpty();
        assertThat(second.takeOver("live", new long[7])).isFalse();
        second.close();
    }

    private NodeCounts open() throws StartException {
        return NodeCounts.open(directory, "live", 1);
    }

    private static NumberTotals totals(long unique, long duplicates) {
        return new NumberTotals(unique, duplicates, 0, 0, 0, unique, 0, 0, 0, 0);
    }
}
