package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistinctErrorsTest {
    private final List<String> log = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private final DistinctErrors errors = new DistinctErrors(log::add, clock);

    @Test
    void printsAFaultOnceAndCountsItAfterwards() {
        for (int i = 0; i < 3; i++) {
            errors.record("sampler", new IOException("disk on fire"));
            clock.advanceMillis(1_000);
        }

        assertThat(log).containsExactly("sampler: disk on fire");
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
        assertThat(log).hasSizeLessThan(100);
    }

    @Test
    void closesEveryResourceAndRecordsThoseThatFail() {
        List<String> closed = new ArrayList<>();
        errors.close(
                "the data directory",
                () -> {
                    throw new IOException("disk full");
                },
                () -> closed.add("rounds"));
        assertThat(closed).containsExactly("rounds");
        assertThat(log).containsExactly("closing the data directory: disk full");
    }
}
