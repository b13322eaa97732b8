package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RefusedTokensTest {
    private final List<String> lines = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5;
    private final RefusedTokens refused = new RefusedTokens(lines::add, () -> now);

    @Test
    void theFirstIsToldAtOnceAndAGuesserFillsNoLog() {
        for (int i = 0; i < 1_000; i++) {
            refused.add("POST /api/rounds", "192.0.2.7", RefusedTokens.WRONG);
        }
        assertThat(lines).containsExactly("POST /api/rounds from 192.0.2.7: token refused, since it is wrong");
        now += TimeUnit.MINUTES.toNanos(1);
        refused.add("POST /api/stage", "192.0.2.8", "too many came");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .startsWith("POST /api/stage from 192.0.2.8: token refused, since too many came")
                .endsWith("; 999 more were since the last line of this kind");
    }
}
