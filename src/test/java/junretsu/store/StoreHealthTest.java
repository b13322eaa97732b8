package junretsu.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import junretsu.base.Clock;
import org.junit.jupiter.api.Test;

class StoreHealthTest {
    private static final long SECOND = 1_000_000_000;

    private final SteppedClock clock = new SteppedClock();
    private final List<String> log = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final StoreWatch watch = new StoreWatch(log::add, log::add, failures::add);
    private final StoreHealth health = new StoreHealth(watch, 100_000_000, clock);

    @Test
    void isUpFromTheFirstFlushOnThatIsApplied() {
        assertThat(health.state()).isEqualTo("starting");
        assertThat(health.isUp()).isFalse();
        applied("live", 5);

        assertThat(health.state()).isEqualTo("ok");
        assertThat(health.flushedTotal("live")).isEqualTo(5);
        assertThat(log).isEmpty();
    }

    @Test
    void stallsWhenTheEventUnderWayWasNotFlushedForThreeSeconds() {
        applied("live", 5);
        clock.nanos += 2 * SECOND;
        assertThat(health.isUp()).isTrue();
        clock.nanos += SECOND;
        assertThat(health.state()).isEqualTo("stalled");
        assertThat(health.isUp()).isFalse();

        health.flushedEnded(applied("ended"), "ended", 1, 1);
        assertThat(health.state()).as("an ended event proves nothing").isEqualTo("stalled");
        applied("live", 6);
        assertThat(health.state()).isEqualTo("ok");
    }

    @Test
    void givesALongFlushIntervalItsTime() {
        StoreHealth slow = new StoreHealth(watch, 60 * SECOND, clock);
        slow.flushed(applied("live"), "live", 1, 1);
        clock.nanos += 119 * SECOND;
        assertThat(slow.isUp()).isTrue();
        clock.nanos += SECOND;
        assertThat(slow.isUp()).isFalse();
    }

    @Test
    void isUpAndSlowWhileFlushesAreStretchedAndTellsTheBeginningAndTheEndOnce() {
        applied("live", 5);
        health.paced(100_000_000, false);
        health.paced(200_000_000, true);
        health.paced(1_600_000_000, true);
        assertThat(health.state()).isEqualTo("slow");
        assertThat(health.isUp()).isTrue();
        assertThat(health.note()).isEqualTo("store: slow, flushed every 1600 ms");
        clock.nanos += 3 * SECOND;
        assertThat(health.state()).as("it gives a stretched interval its time").isEqualTo("slow");
        clock.nanos += SECOND;
        assertThat(health.state()).isEqualTo("stalled");
        applied("live", 6);
        health.paced(100_000_000, false);
        assertThat(health.state()).isEqualTo("ok");
        assertThat(health.note()).isNull();
        assertThat(log)
                .containsExactly(
                        "store: slow; flushing less often while it is, every 200 ms for now; counting goes on",
                        "store: fast again, flushing every 100 ms; it was slow for 4000 ms, with flushes up to every"
                                + " 1600 ms");
    }

    @Test
    void theLagIsNeverNegativeWhateverTheWallClockDoes() {
        applied("live", 5);
        clock.nanos += 500_000_000;
        clock.epochMillis -= 3_600_000;
        assertThat(health.lagMs("live", 6)).isEqualTo(500);
        assertThat(health.lagMs("live", 5)).isZero();

        refuse("connect");
        clock.epochMillis -= 3_600_000;
        clock.nanos += SECOND;
        applied("live", 6);
        assertThat(log.get(1)).contains("takes counts again, 1000 ms after 'connect'");
    }

    @Test
    void logsEachChangeOfStateOnce() {
        refuse("connect");
        refuse("connect");
        refuse("timeout");
        applied("live", 1);
        applied("live", 2);

        assertThat(log).hasSize(3);
        assertThat(health.faults()).containsEntry("connect", 2L).containsEntry("timeout", 1L);
        assertThat(health.flushesByResult()).containsEntry("applied", 2L).containsEntry("refused", 3L);
    }

    @Test
    void neverShowsTheTotalsOfAnotherEvent() {
        applied("live", 5);
        health.flushedEnded(applied("older"), "older", 7, 1);

        assertThat(health.totals("live").event()).isEqualTo("live");
        assertThat(health.totals("older")).isNull();
        assertThat(health.totals("next")).isNull();
        assertThat(health.lagMs("next", 0))
                .as("nothing of it is known to be flushed")
                .isZero();
        assertThat(health.flushedTotal()).isEqualTo(12);
    }

    @Test
    void aServerIsFencedFromTheStartOnlyWhenItNeverReported() {
        health.flushed(new FlushOutcome.Fenced("another one reports"), "live", 1, 1);
        assertThat(failures).containsExactly("another one reports");
        failures.clear();

        StoreHealth later = new StoreHealth(watch, 1, clock);
        later.flushed(applied("live"), "live", 1, 1);
        later.flushed(new FlushOutcome.Fenced("another one reports"), "live", 1, 1);
        assertThat(failures).isEmpty();
        assertThat(later.state()).isEqualTo("fenced");
    }

    private void refuse(String fault) {
        health.flushed(new FlushOutcome.Refused(fault, "it says no"), "live", 1, 1);
    }

    private void applied(String event, long total) {
        health.flushed(applied(event), event, total, 1);
    }

    private static FlushOutcome applied(String event) {
        return new FlushOutcome.Applied(new EventTotals(event, 0, new long[0]), List.of(), null, true);
    }

    /** Whose two times move apart, as when the wall clock is set. */
    private static final class SteppedClock implements Clock {
        private long nanos;
        private long epochMillis = 1_700_000_000_000L;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public long epochMillis() {
            return epochMillis;
        }
    }
}
