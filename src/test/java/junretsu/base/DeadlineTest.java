package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final ManualClock clock = new ManualClock();

    @Test
    void theMomentBeforeLeavesTheRestButNeverMoreThanHalfOfTheTime() {
        Deadline ten = Deadline.in(10_000_000_000L, clock);
        assertThat(ten.before(1_000_000_000).remainingMs()).isEqualTo(9_000);
        assertThat(Deadline.in(500_000_000, clock).before(1_000_000_000).remainingMs())
                .isEqualTo(250);
        clock.advanceMillis(11_000);
        assertThat(ten.before(1_000_000_000).isPassed()).isTrue();
    }
}
