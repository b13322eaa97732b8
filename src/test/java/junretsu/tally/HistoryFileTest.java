package junretsu.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import junretsu.tally.HistoryFile.Point;
import junretsu.tally.HistoryFile.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    private static final long START = 1_800_000_000L;

    @TempDir
    Path directory;

    @Test
    void itsPointsAddUpToWhatCameHoweverOftenItIsOpened() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long total = 0;
        long now = START;
        for (int run = 0; run < 20; run++) {
            HistoryFile history = HistoryFile.open(directory, tally(total));
            for (int i = 0; i < 20; i++) {
                total += random.nextInt(1_000);
                history.add(now, tally(total));
                now += random.nextInt(4);
            }
            total += random.nextInt(1_000);
            history.close();
        }
        HistoryFile history = HistoryFile.open(directory, tally(total));
        history.add(now, tally(total));
        for (Step step : Step.values()) {
            long sum = history.read(step, step.spanSeconds(), now).stream()
                    .mapToLong(Point::votes)
                    .sum();
            assertThat(sum).as("%s, seed %d", step, seed).isEqualTo(total);
        }
    }

    @Test
    void beginsWithWhatComesAndNotWithWhatWasThere() throws Exception {
        HistoryFile history = HistoryFile.open(directory, tally(5_000));
        history.add(START, tally(5_007));
        assertThat(history.read(Step.SECOND, 10, START)).containsExactly(new Point(START, 7, 0, 0));
    }

    @Test
    void forgetsWhatIsOlderThanItsSpanAndLeavesOutWhereNothingRan() throws Exception {
        HistoryFile history = HistoryFile.open(directory, tally(0));
        history.add(START, tally(1));
        history.add(START + 5, tally(3));
        List<Point> points = history.read(Step.SECOND, 10, START + 5);
        assertThat(points).containsExactly(new Point(START, 1, 0, 0), new Point(START + 5, 2, 0, 0));
        assertThat(history.read(Step.SECOND, 5, START + 5)).hasSize(1);

        history.add(START + 3_600, tally(10));
        assertThat(history.read(Step.SECOND, 3_600, START + 3_600))
                .extracting(Point::votes)
                .containsExactly(2L, 7L);
    }

    @Test
    void refusesAForeignFile() throws Exception {
        Files.writeString(directory.resolve("history"), "hello");
        assertThatThrownBy(() -> HistoryFile.open(directory, tally(0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("history")
                .hasMessageContaining("move it away");
    }

    private static Tally tally(long votes) {
        return Tally.of(new long[] {votes});
    }
}
