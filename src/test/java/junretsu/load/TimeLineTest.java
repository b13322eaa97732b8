package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class TimeLineTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void countsInSlicesOfAQuarterOfASecond() {
        TimeLine line = new TimeLine();
        line.record(0, 5, 10);
        line.record(SECOND / 4 - 1, 6, 30);
        line.record(SECOND, 7, 20);
        assertThat(line.slices()).isEqualTo(5);
        assertThat(line.count(0)).isEqualTo(11);
        assertThat(line.maxNanos(0)).isEqualTo(30);
        assertThat(line.count(4)).isEqualTo(7);
    }

    @Test
    void aLongLoadHasLongSlicesAndKeepsEveryCount() {
        TimeLine line = new TimeLine();
        for (int second = 0; second < 10_000; second++) {
            line.record(second * SECOND, 1, second);
        }
        assertThat(line.slices()).isBetween(TimeLine.SLICES_MAX / 2, TimeLine.SLICES_MAX);
        assertThat(sum(line)).isEqualTo(10_000);
        assertThat(timed(line)).isEqualTo(10_000);
        assertThat(line.maxNanos(line.slices() - 1)).isEqualTo(9_999);
    }

    @Test
    void linesOfDifferentSlicesAddUp() {
        TimeLine coarse = new TimeLine();
        coarse.record(1_000 * SECOND, 3, 1);
        TimeLine fine = new TimeLine();
        fine.record(SECOND, 4, 9);
        TimeLine both = new TimeLine();
        both.add(fine);
        both.add(coarse);
        assertThat(sum(both)).isEqualTo(7);
        assertThat(both.sliceNanos()).isEqualTo(coarse.sliceNanos());
    }

    @Test
    void aStageThatBeganLaterStandsLater() {
        TimeLine stage = new TimeLine();
        stage.record(SECOND, 4, 9);
        TimeLine all = new TimeLine();
        all.add(stage, 2 * SECOND);
        assertThat(all.count(12)).isEqualTo(4);

        all.add(stage, 1_000 * SECOND);
        assertThat(sum(all)).isEqualTo(8);
        assertThat(all.slices() * all.sliceNanos()).isBetween(1_001 * SECOND, 1_010 * SECOND);
    }

    @Test
    void aStageThatEndsWithinTheLastSliceHasRoom() {
        TimeLine all = new TimeLine();
        all.record(239 * SECOND, 1, 5);
        TimeLine stage = new TimeLine();
        stage.record(59 * SECOND + SECOND / 8, 2, 7);
        assertThat(all.sliceNanos()).isEqualTo(SECOND);
        assertThat(stage.slices()).isEqualTo(237);

        all.add(stage, 180_600_000_000L);
        assertThat(sum(all)).isEqualTo(3);
        assertThat(all.slices()).isLessThanOrEqualTo(TimeLine.SLICES_MAX);
    }

    @Test
    void stagesOfAnyLengthAddUpAtAnyMoment() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            TimeLine all = new TimeLine();
            long sent = 0;
            long endNanos = 0;
            for (int stages = random.nextInt(1, 5); stages > 0; stages--) {
                TimeLine stage = new TimeLine();
                long lengthNanos = random.nextLong(1, 300 * SECOND);
                stage.record(random.nextLong(lengthNanos), 3, TimeLine.UNTIMED);
                stage.record(lengthNanos, 1, 1_000);
                long laterNanos =
                        random.nextBoolean() ? random.nextLong(400 * SECOND) : nearABound(random, lengthNanos);
                assertThatCode(() -> all.add(stage, laterNanos))
                        .as("seed %d, round %d", seed, round)
                        .doesNotThrowAnyException();
                sent += 4;
                endNanos = Math.max(endNanos, laterNanos + lengthNanos);
            }
            assertThat(sum(all)).as("seed %d, round %d", seed, round).isEqualTo(sent);
            assertThat(all.slices()).as("seed %d", seed).isLessThanOrEqualTo(TimeLine.SLICES_MAX);
            assertThat(all.lastSeconds())
                    .as("seed %d, round %d", seed, round)
                    .isCloseTo(endNanos / 1e9, within(4.0 * all.sliceNanos() / 1e9));
        }
    }

    @Test
    void percentilesAreAtMostAQuarterAboveTheTruth() {
        for (long micros = 1; micros < 10_000_000_000L; micros = micros * 5 / 4 + 1) {
            TimeLine line = new TimeLine();
            line.record(0, 1, micros * 1_000);
            line.record(0, 1, 100 * micros * 1_000);
            double seconds = line.percentileSeconds(0.5, 0, 1);
            assertThat(seconds).as("%d µs", micros).isBetween(micros / 1e6, micros * 1.25 / 1e6 + 1e-6);
        }
    }

    @Test
    void thatWithoutATimeIsCountedAndHasNoPercentile() {
        TimeLine line = new TimeLine();
        line.record(0, 3, TimeLine.UNTIMED);
        assertThat(line.count(0)).isEqualTo(3);
        assertThat(line.isTimed()).isFalse();
        assertThat(line.percentileSeconds(0.5, 0, 1)).isNaN();
        line.record(0, 1, 2_000_000);
        assertThat(line.percentileSeconds(1, 0, 1)).isCloseTo(0.002, within(1e-9));
    }

    @Test
    void aLastSliceThatHardlyBeganJoinsTheOneBefore() {
        TimeLine line = new TimeLine();
        line.record(SECOND / 10, 100, 5_000);
        line.record(SECOND / 4 + 1_000_000, 1, 9_000);
        line.trim();
        line.trim();
        assertThat(line.slices()).isEqualTo(1);
        assertThat(line.count(0)).isEqualTo(101);
        assertThat(timed(line)).isEqualTo(101);
        assertThat(line.perSecond(0)).isCloseTo(101 / 0.251, within(1e-6));
    }

    /** A moment from which a stage of that length ends where slices are doubled, or little before or behind. */
    private static long nearABound(Random random, long lengthNanos) {
        long bound = (60L << random.nextInt(5)) * SECOND + random.nextLong(-SECOND, SECOND);
        return Math.max(0, bound - lengthNanos);
    }

    private static long sum(TimeLine line) {
        return IntStream.range(0, line.slices()).mapToLong(line::count).sum();
    }

    private static long timed(TimeLine line) {
        return Arrays.stream(line.heat()).flatMapToLong(Arrays::stream).sum();
    }
}
