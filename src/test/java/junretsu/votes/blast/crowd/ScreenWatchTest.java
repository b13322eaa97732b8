package junretsu.votes.blast.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;
import org.junit.jupiter.api.Test;

/** The watch of the screen, with a clock that is set by hand. */
class ScreenWatchTest {
    private final AtomicLong nowMs = new AtomicLong();
    private final Clock clock = new Clock() {
        @Override
        public long nanoTime() {
            return nowMs.get() * 1_000_000;
        }

        @Override
        public long epochMillis() {
            return nowMs.get();
        }
    };
    private final ScreenWatch watch = new ScreenWatch(new int[] {1, 0, 1}, clock);

    @Test
    void aVoteIsOnTheScreenWithTheFirstFrameThatHasGrownByIt() {
        frame(0, 40, 0);
        watch.begin();
        watch.counted(1, 0, true);
        frame(100, 41, 0);
        watch.counted(2, 50_000_000L, true);
        assertThat(watch.isComplete()).isFalse();
        frame(200, 42, 0);
        assertThat(watch.times().count()).isEqualTo(1);
        frame(300, 42, 1);

        assertThat(watch.isComplete()).isTrue();
        assertThat(watch.times().count()).isEqualTo(3);
        assertThat(watch.times().maxMicros()).isEqualTo(250_000);
        assertThat(watch.times().percentileMicros(0.3)).isBetween(100_000L, 107_000L);
    }

    @Test
    void aFrameMayComeBeforeTheAcknowledgement() {
        frame(0, 0, 0);
        watch.begin();
        frame(100, 5, 0);
        frame(200, 5, 0);
        watch.counted(5, 0, true);

        assertThat(watch.times().maxMicros()).isEqualTo(100_000);
    }

    @Test
    void votesForOtherButtonsAreNotOfThisCrowd() {
        watch.frame("{\"buttons\":{\"1\":9}}");
        watch.begin();
        watch.counted(1, 0, true);
        watch.frame("{\"buttons\":{\"1\":1000}}");

        assertThat(watch.isComplete()).isFalse();
    }

    @Test
    void saysWhyItMeasuresNoMore() {
        watch.begin();
        assertThat(watch.failure()).contains("no frame");

        ScreenWatch another = new ScreenWatch(new int[] {1}, clock);
        another.frame("{\"buttons\":{\"0\":9}}");
        another.begin();
        another.counted(1, 0, true);
        another.frame("{\"buttons\":{}}");
        assertThat(another.failure()).contains("went back");
        assertThat(another.isComplete()).isTrue();
    }

    @Test
    void takesNoTimeOfTheWarmUp() {
        frame(0, 0, 0);
        watch.begin();
        watch.counted(5, 0, false);
        frame(900, 5, 0);
        watch.counted(1, 950_000_000L, true);
        frame(1_000, 6, 0);

        assertThat(watch.times().count()).isEqualTo(1);
        assertThat(watch.times().maxMicros()).isEqualTo(50_000);
    }

    @Test
    void thousandsOfVotesMayWaitForAFrame() {
        frame(0, 0, 0);
        watch.begin();
        for (int i = 0; i < 10_000; i++) {
            watch.counted(1, 0, true);
        }
        frame(100, 9_999, 0);
        assertThat(watch.times().count()).isEqualTo(9_999);
        frame(200, 10_000, 0);
        assertThat(watch.times().count()).isEqualTo(10_000);
    }

    private void frame(long atMs, long first, long third) {
        nowMs.set(atMs);
        watch.frame("{\"event\":\"live\",\"total\":1,\"buttons\":{\"0\":" + first + ",\"1\":7,\"2\":" + third + "}}");
    }
}
