package junretsu.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import junretsu.base.ManualClock;
import org.junit.jupiter.api.Test;

class FlushScheduleTest {
    private static final FlushOutcome APPLIED =
            new FlushOutcome.Applied(new EventTotals("live", 0, new long[0]), List.of(), null, true);
    private static final FlushOutcome REFUSED = new FlushOutcome.Refused("connect", "nobody is there");

    private final ManualClock clock = new ManualClock();
    private final FlushSchedule schedule = new FlushSchedule(clock);

    @Test
    void beginsAtOnceAndDoesNotPauseAfterWhatWasApplied() {
        assertThat(schedule.isPausing()).isFalse();
        assertThat(schedule.isHeartbeatDue()).isTrue();
        schedule.flushed(APPLIED);
        assertThat(schedule.isPausing()).isFalse();
        assertThat(schedule.isHeartbeatDue()).isFalse();
        clock.advanceMillis(1_000);
        assertThat(schedule.isHeartbeatDue()).isTrue();
    }

    @Test
    void pausesTwiceAsLongAfterEachFailureUpToASecond() {
        for (long pauseMs : new long[] {50, 100, 200, 400, 800, 1_000, 1_000}) {
            schedule.flushed(REFUSED);
            assertThat(schedule.pauseMs()).isEqualTo(pauseMs);
            clock.advanceMillis(pauseMs - 1);
            assertThat(schedule.isPausing()).isTrue();
            clock.advanceMillis(1);
            assertThat(schedule.isPausing()).isFalse();
        }
        schedule.flushed(APPLIED);
        schedule.flushed(REFUSED);
        assertThat(schedule.pauseMs()).isEqualTo(50);
    }
}
