package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DistinctErrorsTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ManualClock clock = new ManualClock();
    private final DistinctErrors errors = new DistinctErrors(new PrintStream(log, true, StandardCharsets.UTF_8), clock);

    @Test
    void printsAFaultOnceAndCountsItAfterwards() {
        for (int i = 0; i < 3; i++) {
            errors.record("sampler", new IOException("disk on fire"));
            clock.advanceMillis(1_000);
        }

        assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo("junretsu: sampler: disk on fire\n");
        assertThat(errors.count()).isEqualTo(3);
        assertThat(errors.summary())
                .containsExactly("3 times from 1970-01-01T00:00:00Z to 1970-01-01T00:00:02Z: sampler: disk on fire");
    }

    @Test
    void growsNoFurtherHoweverManyFaultsDiffer() {
        for (int i = 0; i < 10_000; i++) {
            errors.record("fault " + i);
        }

        assertThat(errors.count()).isEqualTo(10_000);
        assertThat(log.toString(StandardCharsets.UTF_8).lines()).hasSizeLessThan(100);
    }
}
