package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdlePolicyTest {
    private final ManualClock clock = new ManualClock();
    private final List<Long> waitsMs = new ArrayList<>();
    private long wokenAfterMs = Long.MAX_VALUE;

    private final IdlePolicy metronome = IdlePolicy.metronome(100_000_000, clock, nanos -> {
        long ms = Math.min(nanos / 1_000_000, wokenAfterMs);
        waitsMs.add(ms);
        clock.advanceMillis(ms);
    });

    @Test
    void metronomeLetsRoundsBeginOneIntervalApart() {
        for (int workMs : new int[] {10, 0, 30}) {
            clock.advanceMillis(workMs);
            metronome.idle(1);
        }

        assertThat(waitsMs).containsExactly(90L, 100L, 70L);
    }

    @Test
    void metronomeGoesOnAtOnceAfterARoundThatTookLongerThanTheInterval() {
        metronome.idle(1);
        clock.advanceMillis(250);
        metronome.idle(1);
        metronome.idle(1);

        assertThat(waitsMs).containsExactly(100L, 100L);
    }

    @Test
    void metronomeThatIsWokenLetsTheNextRoundBeginWhenItWouldHaveAnyway() {
        wokenAfterMs = 40;
        metronome.idle(1);
        wokenAfterMs = Long.MAX_VALUE;
        metronome.idle(1);

        assertThat(waitsMs).containsExactly(40L, 60L);
    }

    @Test
    void napGrowsOnceManyRoundsInARowFoundNothingAndShrinksWithTheFirstThatDoes() {
        List<Long> naps = new ArrayList<>();
        IdlePolicy nap = IdlePolicy.nap(1, 20, naps::add);
        for (int i = 0; i < IdlePolicy.ROUNDS_UNTIL_IDLE + 2; i++) {
            nap.idle(0);
        }
        nap.idle(1);
        nap.idle(0);

        assertThat(naps.subList(0, IdlePolicy.ROUNDS_UNTIL_IDLE)).containsOnly(1L);
        assertThat(naps.subList(IdlePolicy.ROUNDS_UNTIL_IDLE, naps.size())).containsExactly(20L, 20L, 1L);
    }
}
