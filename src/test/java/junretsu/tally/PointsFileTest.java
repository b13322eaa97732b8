package junretsu.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.config.StartException;
import junretsu.tally.PointsFile.Point;
import junretsu.tally.PointsFile.Step;
import junretsu.testing.Seed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointsFileTest {
    private static final long START = 1_800_000_000L;
    private static final CellLayout LAYOUT = new CellLayout("apples", List.of("red"));
    private static final List<String> SERIES = List.of("red", "rotten");

    @TempDir
    Path directory;

    private CounterFile counters;

    @BeforeEach
    void openCounters() throws Exception {
        counters = CounterFile.open(directory, LAYOUT, "live", 1_000);
    }

    @AfterEach
    void closeCounters() throws Exception {
        counters.close();
    }

    @Test
    void itsPointsAddUpToWhatCameHoweverOftenItIsOpened() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        long total = 0;
        long now = START;
        for (int run = 0; run < 20; run++) {
            PointsFile history = open(total, 0);
            for (int i = 0; i < 20; i++) {
                total += random.nextInt(1_000);
                history.add(now, totals(total, 0));
                now += random.nextInt(4);
            }
            total += random.nextInt(1_000);
            history.close();
        }
        PointsFile history = open(total, 0);
        history.add(now, totals(total, 0));
        for (Step step : Step.values()) {
            assertThat(sum(history, step, now)).as("%s, seed %d", step, seed).isEqualTo(total);
        }
    }

    @Test
    void beginsWithWhatComesAndNotWithWhatWasThere() throws Exception {
        PointsFile history = open(5_000, 30);
        history.add(START, totals(5_007, 32));
        assertThat(points(history, Step.SECOND, 10, START)).containsExactly(START + ":[7, 2]");
    }

    @Test
    void forgetsWhatIsOlderThanItsSpanAndLeavesOutWhereNothingRan() throws Exception {
        PointsFile history = open(0, 0);
        history.add(START, totals(1, 0));
        history.add(START + 5, totals(3, 1));
        assertThat(points(history, Step.SECOND, 10, START + 5))
                .containsExactly(START + ":[1, 0]", START + 5 + ":[2, 1]");
        assertThat(history.read(Step.SECOND, 5, START + 5)).hasSize(1);

        history.add(START + 3_600, totals(10, 1));
        assertThat(points(history, Step.SECOND, 3_600, START + 3_600))
                .containsExactly(START + 5 + ":[2, 1]", START + 3_600 + ":[7, 0]");
    }

    /** A stop after each single store of each addition: the next start leaves nothing out and counts nothing twice. */
    @Test
    void aKillWithinAnAdditionNeitherLosesNorDoublesAnything() throws Exception {
        open(0, 0).close();
        byte[] empty = Files.readAllBytes(path());
        for (int stores = 0; ; stores++) {
            Files.write(path(), empty);
            StoppingCells cells = new StoppingCells(path(), stores);
            long came = addUntilStopped(new PointsFile(cells, SERIES), cells);
            PointsFile history = open(came, 2 * came);
            history.add(START + 62, totals(came + 5, 2 * came));
            for (Step step : Step.values()) {
                assertThat(sum(history, step, START + 62))
                        .as("%s after %d stores", step, stores)
                        .isEqualTo(came + 5);
            }
            if (!cells.isStopped()) {
                assertThat(stores).isGreaterThan(60);
                return;
            }
        }
    }

    /**
     * Four additions: to new points, to the same ones, to a new second, to a new minute. Returns what had come by the
     * stop.
     */
    private static long addUntilStopped(PointsFile history, StoppingCells cells) {
        long came = 0;
        for (long second : new long[] {START, START, START + 1, START + 61}) {
            came += 10;
            try {
                history.add(second, totals(came, 2 * came));
            } catch (Stop e) {
                assertThat(cells.isStopped()).isTrue();
                return came;
            }
        }
        return came;
    }

    @Test
    void countersThatWerePutBackFromACopyMakeNoNegativePoint() throws Exception {
        PointsFile history = open(0, 0);
        history.add(START, totals(1_000, 9));
        history.close();

        history = open(400, 3);
        history.add(START + 1, totals(407, 3));
        assertThat(points(history, Step.SECOND, 10, START + 1))
                .containsExactly(START + ":[1000, 9]", START + 1 + ":[7, 0]");
    }

    @Test
    void aClockThatIsSetBackLosesNoPoint() throws Exception {
        for (long back : new long[] {1, 59, 3_599, 3_600, 3_601, 7_200, 86_399}) {
            Files.deleteIfExists(path());
            PointsFile history = open(0, 0);
            long total = 0;
            for (long second = 0; second < 3_600; second++) {
                history.add(START + second, totals(++total, 0));
            }
            for (long second = 3_600 - back; second < 3_600 - back + Math.min(100, back); second++) {
                history.add(START + second, totals(total += 10, 0));
            }
            long end = START + 3_599;
            assertThat(history.read(Step.SECOND, 3_600, end))
                    .as("set back by %d s", back)
                    .hasSize(3_600);
            assertThat(sum(history, Step.SECOND, end))
                    .as("set back by %d s", back)
                    .isEqualTo(total);
            assertThat(sum(history, Step.MINUTE, end))
                    .as("set back by %d s", back)
                    .isEqualTo(total);
        }
    }

    @Test
    void aClockThatWasYearsAheadIsForgotten() throws Exception {
        PointsFile history = open(0, 0);
        for (long second = 0; second < 3_600; second++) {
            history.add(4_000_000_000L + second, totals(second, 0));
        }
        history.add(START, totals(3_606, 0));
        assertThat(points(history, Step.SECOND, 10, START)).containsExactly(START + ":[7, 0]");
    }

    /** The reader looks at the places that the writer is about to use again. */
    @Test
    void aReaderSeesNoPointUnderAnothersTime() throws Exception {
        PointsFile history = open(0, 0);
        AtomicLong now = new AtomicLong(START);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            long total = 0;
            for (long second = START; second < START + 500_000; second++) {
                history.add(second, totals(total += second, 0));
                now.set(second);
            }
        });
        while (!writer.isDone()) {
            for (Point point : history.read(Step.SECOND, 8, now.get() - 3_592)) {
                assertThat(point.values()[0]).isEqualTo(point.beginSeconds());
            }
        }
        writer.join();
    }

    @Test
    void refusesAForeignFileAndLeavesItUnchanged() throws Exception {
        Files.writeString(path(), "hello");
        assertRefused("is not a history").hasMessageContaining("move it away");
        assertThat(path()).hasContent("hello");
    }

    @Test
    void refusesThePointsOfOtherCountersOrSeries() throws Exception {
        open(0, 0).close();
        assertThatThrownBy(() -> PointsFile.open(directory, counters, List.of("red"), new long[1]))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("[apples, red, rotten], not of [apples, red]");
        counters.close();
        Files.delete(directory.resolve("counters"));
        openCounters();
        assertRefused("belongs to other counters").hasMessageContaining("move it away");
    }

    @Test
    void refusesACutFile() throws Exception {
        open(0, 0).close();
        byte[] whole = Files.readAllBytes(path());
        for (int length : new int[] {0, 7, 4_095, 4_096, 9_000, whole.length - 1}) {
            Files.write(path(), Arrays.copyOf(whole, length));
            assertRefused("history");
            assertThat(path()).hasSize(length);
        }
    }

    @Test
    void createsTheFileAnewAfterAnInterruptedCreation() throws Exception {
        Files.write(directory.resolve("history.unfinished"), new byte[100]);
        open(0, 0).close();
        assertThat(directory.resolve("history.unfinished")).doesNotExist();
    }

    private PointsFile open(long red, long rotten) throws StartException {
        return PointsFile.open(directory, counters, SERIES, totals(red, rotten));
    }

    private Path path() {
        return directory.resolve("history");
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(String sentence) {
        return assertThatThrownBy(() -> open(0, 0))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith(path().toString())
                .hasMessageContaining(sentence);
    }

    private static long[] totals(long red, long rotten) {
        return new long[] {red, rotten};
    }

    private static List<String> points(PointsFile history, Step step, long span, long now) {
        return history.read(step, span, now).stream()
                .map(point -> point.beginSeconds() + ":" + Arrays.toString(point.values()))
                .toList();
    }

    private static long sum(PointsFile history, Step step, long now) {
        return history.read(step, step.spanSeconds(), now).stream()
                .mapToLong(point -> point.values()[0])
                .sum();
    }

    /** The cells of a process that is killed after so many stores. */
    private static final class StoppingCells extends MappedCells {
        private int storesLeft;
        private boolean isStopped;

        StoppingCells(Path path, int stores) throws IOException {
            super(map(path), path);
            storesLeft = stores;
        }

        boolean isStopped() {
            return isStopped;
        }

        @Override
        void set(int at, long value) {
            if (storesLeft == 0) {
                isStopped = true;
                throw new Stop();
            }
            storesLeft--;
            super.set(at, value);
        }

        private static MappedByteBuffer map(Path path) throws IOException {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(MapMode.READ_WRITE, 0, channel.size());
            }
        }
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
