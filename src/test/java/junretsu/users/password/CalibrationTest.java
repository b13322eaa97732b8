package junretsu.users.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final long MS = 1_000_000;
    private static final long MUCH = 1_048_576;

    /** A machine on which each MiB of each pass takes a millisecond. */
    private static final ToLongFunction<HashCost> STOPWATCH = cost -> cost.memoryKib() / 1_024 * cost.passes() * MS;

    @Test
    void takesAsMuchMemoryAsFitsAndThenAsManyPasses() {
        assertThat(best(200, MUCH)).isEqualTo(new HashCost(192 * 1_024, 1));
        assertThat(best(200, 64 * 1_024)).isEqualTo(new HashCost(64 * 1_024, 3));
        assertThat(best(40, MUCH)).isEqualTo(new HashCost(19 * 1_024, 2));
        assertThat(best(1_000_000, 1_024 * 1_024)).isEqualTo(new HashCost(1_024 * 1_024, 100));
    }

    @Test
    void saysNothingWhenEvenTheLeastTakesLonger() {
        Calibration found = Calibration.search(20 * MS, MUCH, STOPWATCH);
        assertThat(found.best()).isNull();
        assertThat(found.measured()).isNotEmpty();
    }

    @Test
    void measuresNothingAboveTheFirstThatTakesTooLong() {
        assertThat(Calibration.search(100 * MS, MUCH, STOPWATCH).measured())
                .extracting(measured -> measured.cost().memoryKib() / 1_024)
                .containsExactly(7, 12, 19, 46, 64, 96, 128);
    }

    private static HashCost best(long targetMs, long memoryKibMax) {
        return Calibration.search(targetMs * MS, memoryKibMax, STOPWATCH).best().cost();
    }
}
