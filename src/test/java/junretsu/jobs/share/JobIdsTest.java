package junretsu.jobs.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import junretsu.base.ManualClock;
import junretsu.jobs.queue.JobId;
import org.junit.jupiter.api.Test;

class JobIdsTest {
    private static final long HOUR_MS = 3_600_000;

    @Test
    void ascendWhateverTheWallClockDoes() {
        ManualClock clock = new ManualClock();
        clock.jumpMillis(JobIds.EPOCH_MS + HOUR_MS);
        JobIds ids = new JobIds(clock);
        List<JobId> all = new ArrayList<>();
        for (long jumpMs : new long[] {0, -HOUR_MS, 1, -2 * HOUR_MS, 3 * HOUR_MS, -HOUR_MS}) {
            clock.jumpMillis(jumpMs);
            all.addAll(ids.next("anna", 1_000));
        }
        assertThat(all).isSorted().doesNotHaveDuplicates();
    }
}
