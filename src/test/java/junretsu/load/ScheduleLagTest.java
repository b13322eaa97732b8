package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleLagTest {

    @Test
    void isZeroWithoutDatagrams() {
        assertThat(new ScheduleLag().percentileMicros(0.99)).isZero();
        assertThat(new ScheduleLag().maxMicros()).isZero();
    }

    @Test
    void percentilesAreAtMostASixteenthAboveTheTruth() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ScheduleLag lag = new ScheduleLag();
        long[] micros = new long[10_000];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = random.nextLong(1L << random.nextInt(1, 40));
            lag.record(micros[i] * 1_000, 1);
        }
        Arrays.sort(micros);
        for (double share : new double[] {0.001, 0.5, 0.9, 0.99, 0.999, 1}) {
            long exact = micros[(int) Math.ceil(share * micros.length) - 1];
            assertThat(lag.percentileMicros(share))
                    .as("share %f, seed %d", share, seed)
                    .isBetween(exact, exact + exact / 16 + 1);
        }
        assertThat(lag.maxMicros()).isEqualTo(micros[micros.length - 1]);
    }

    @Test
    void weighsBySliceAndAddsUp() {
        ScheduleLag one = new ScheduleLag();
        one.record(5_000, 99);
        ScheduleLag other = new ScheduleLag();
        other.record(9_000, 1);
        other.record(-1, 100);
        one.add(other);

        assertThat(one.percentileMicros(0.5)).isZero();
        assertThat(one.percentileMicros(0.51)).isEqualTo(5);
        assertThat(one.percentileMicros(1)).isEqualTo(9);
    }
}
