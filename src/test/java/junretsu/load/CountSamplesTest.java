package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountSamplesTest {
    private static final List<String> NAMES = List.of("total", "dropped");

    private final CountSamples samples = new CountSamples(NAMES);

    @Test
    void isNothingBeforeTheFirstAndBetweenTwoAsIfItGrewEvenly() {
        assertThat(samples.isEmpty()).isTrue();
        assertThat(samples.grown("total", 0, 0)).isNaN();
        add(100, 0, 1_000);
        assertThat(samples.grown("total", 100, 100)).isNaN();
        add(200, 0, 1_010);
        add(300, 0, 1_050);

        assertThat(samples.grown("total", 100, 99)).isNaN();
        assertThat(samples.grown("total", 100, 150)).isEqualTo(5);
        assertThat(samples.grown("total", 100, 200)).isEqualTo(10);
        assertThat(samples.grown("total", 100, 250)).isEqualTo(30);
        assertThat(samples.grown("total", 100, 301)).isNaN();
        assertThat(samples.grown("total", 150, 175))
                .as("nothing grew before the start")
                .isEqualTo(5);
        assertThatThrownBy(() -> samples.grown("rejected", 0, 150)).hasMessageContaining("rejected");
    }

    @Test
    void whatIsMissingIsOfWhatWasDueAtTheNewest() {
        assertThat(samples.missing("total")).isZero();
        add(0, 0, 1_000);
        assertThat(samples.missing("total")).isZero();
        add(10, 100, 1_090);
        assertThat(samples.missing("total")).isCloseTo(0.1, within(1e-9));
        add(20, 100, 1_120);
        assertThat(samples.missing("total")).as("others voted too").isZero();
    }

    @Test
    void aLongLoadKeepsFewSamplesOverAllOfItsTimeAndTheFirstAndTheNewest() {
        for (int read = 0; read < 200_000; read++) {
            add(read, read, 7 + 3L * read);
            assertThat(samples.size()).isLessThanOrEqualTo(CountSamples.SAMPLES_MAX);
            if (read % 9_999 == 1 || read == 199_999) {
                for (long nanos : new long[] {0, read / 7, read / 2, read - 1, read}) {
                    assertThat(samples.grown("total", 0, nanos)).isCloseTo(3.0 * nanos, within(1e-3));
                }
            }
        }
        assertThat(samples.size()).isGreaterThan(CountSamples.SAMPLES_MAX / 4);
        assertThat(samples.missing("total")).isZero();
    }

    private void add(long nanos, long due, long total) {
        samples.add(nanos, due, NamedCounts.parse("{\"total\":" + total + ",\"dropped\":0}", NAMES));
    }
}
