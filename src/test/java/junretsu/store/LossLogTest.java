package junretsu.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import junretsu.base.ManualClock;
import org.junit.jupiter.api.Test;

class LossLogTest {
    private final ManualClock clock = new ManualClock();
    private final List<String> lines = new ArrayList<>();
    private final LossLog log = new LossLog(lines::add, clock);

    @Test
    void tellsTheFirstLossAtOnceAndAddsUpWhatFollows() {
        log.note("live", new StoreLoss(1_500, 0));
        for (int i = 1; i <= 4; i++) {
            log.note("round-" + i, new StoreLoss(10, 0));
        }
        assertThat(lines).hasSize(1);
        clock.advanceMillis(10_000);
        log.note("live", null);
        log.note("live", null);

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("data of live").contains("1500 counts");
        assertThat(lines.get(1))
                .contains("round-1, round-2, round-3, ... (4 events)")
                .contains("40 counts");
    }

    @Test
    void tellsARepairThatLoweredTheTotal() {
        log.note("live", new StoreLoss(0, 1_000));
        assertThat(lines.get(0)).contains("the total is 1000 lower").doesNotContain("counts that this node");
    }
}
