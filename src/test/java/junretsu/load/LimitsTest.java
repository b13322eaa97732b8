package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;

import junretsu.text.LogHistogram;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final long MS = 1_000_000;

    private final Limits limits = new Limits(null, 100 * MS, 100 * MS);
    private final LogHistogram times = new LogHistogram();
    private final ScheduleLag lag = new ScheduleLag();

    @Test
    void aP99ThatMayBeWithinItsLimitDoesNotPassIt() {
        record(99 * MS, 1_000);
        record(500 * MS, 1);

        assertThat(times.percentileMicros(0.99)).isGreaterThan(100_000);
        assertThat(sentence()).isNull();
    }

    @Test
    void aP99ThatIsLongerForCertainPassesItsLimit() {
        record(103 * MS, 1_000);
        record(500 * MS, 1);

        assertThat(sentence())
                .startsWith("the p99 of the latency is 106.495 ms, longer than --max-p99 100.000 ms")
                .contains("the p99 of the slip is 106.495 ms, longer than --max-slip 100.000 ms");
    }

    @Test
    void aP99ThatIsTheLongestOfAllIsExact() {
        record(101 * MS, 50);

        assertThat(sentence()).contains("101.000 ms, longer than --max-p99 100.000 ms");
    }

    @Test
    void nothingIsPassedWhereNothingWasMeasured() {
        assertThat(sentence()).isNull();
    }

    private void record(long nanos, int count) {
        times.record(nanos, count);
        lag.record(nanos, count);
    }

    private String sentence() {
        return limits.check().latency(times, "the latency").slip(lag).sentence();
    }
}
