package junretsu.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class LogHistogramTest {
    private final LogHistogram histogram = new LogHistogram();

    @Test
    void isZeroThroughoutWhenNothingWasCounted() {
        assertThat(histogram.percentileMicros(0.99)).isZero();
        assertThat(histogram.maxMicros()).isZero();
        assertThat(histogram.countBelow(20)).isZero();
    }

    @Test
    void percentilesAreAtMostASixteenthAboveTheTruth() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        long[] micros = random.longs(10_000, 0, 50_000_000).sorted().toArray();
        Arrays.stream(micros).forEach(value -> histogram.record(value * 1_000));
        for (double share : new double[] {0.001, 0.5, 0.9, 0.99, 0.999, 1}) {
            long truth = micros[(int) Math.ceil(micros.length * share) - 1];
            assertThat(histogram.percentileMicros(share))
                    .as("seed %d, share %s", seed, share)
                    .isBetween(truth, truth + truth / 16 + 1);
        }
        assertThat(histogram.maxMicros()).isEqualTo(micros[micros.length - 1]);
        assertThat(histogram.sumNanos()).isEqualTo(Arrays.stream(micros).sum() * 1_000);
    }

    @Test
    void knowsTheLeastThatAPercentileCanBe() {
        long seed = Seed.draw();
        long[] micros = new Random(seed).longs(10_000, 0, 50_000_000).sorted().toArray();
        assertThat(histogram.percentileMicrosAtLeast(0.99)).isZero();
        Arrays.stream(micros).forEach(value -> histogram.record(value * 1_000));
        for (double share : new double[] {0.001, 0.5, 0.9, 0.99, 0.999, 1}) {
            long truth = micros[(int) Math.ceil(micros.length * share) - 1];
            assertThat(histogram.percentileMicrosAtLeast(share))
                    .as("seed %d, share %s", seed, share)
                    .isBetween(truth - truth / 16, truth);
        }
        assertThat(histogram.percentileMicrosAtLeast(1)).isEqualTo(histogram.maxMicros());
    }

    @Test
    void countsExactlyWhatIsShorterThanAPowerOfTwo() {
        for (long micros : new long[] {0, 15, 16, 127, 128, 129, 255, 256}) {
            histogram.record(micros * 1_000 + 999);
        }

        assertThat(histogram.countBelow(4)).isEqualTo(2);
        assertThat(histogram.countBelow(7)).isEqualTo(4);
        assertThat(histogram.countBelow(8)).isEqualTo(7);
        assertThat(histogram.countBelow(40)).isEqualTo(histogram.count());
    }

    @Test
    void addsAnotherUp() {
        LogHistogram other = new LogHistogram();
        other.record(5_000_000, 3);
        histogram.record(1_000);
        histogram.add(other);

        assertThat(histogram.count()).isEqualTo(4);
        assertThat(histogram.sumNanos()).isEqualTo(15_001_000);
        assertThat(histogram.percentileMicros(0.5)).isEqualTo(5_000);
    }
}
