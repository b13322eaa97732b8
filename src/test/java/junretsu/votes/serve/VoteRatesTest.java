package junretsu.votes.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import junretsu.base.ManualClock;
import junretsu.store.EventTotals;
import junretsu.store.FlushOutcome;
import junretsu.store.StoreHealth;
import org.junit.jupiter.api.Test;

class VoteRatesTest {
    private final ManualClock clock = new ManualClock();
    private final StoreHealth health = new StoreHealth(line -> {}, clock);
    private final VoteRates rates = new VoteRates(health);

    @Test
    void isTheEventsAlsoOnANodeThatHearsOfItOnceASecond() {
        for (int tenths = 0; tenths <= 40; tenths++) {
            if (tenths % 10 == 0) {
                applied(tenths * 500);
            }
            rates.sample(clock.nanoTime(), 7);
            clock.advanceMillis(100);
        }
        assertThat(rates.eventPerSecond()).isCloseTo(5_000, within(1e-6));
    }

    @Test
    void isUnknownWhichIsNoneBeforeTheFirstFlushAndWhileTheStoreIsAway() {
        rates.sample(clock.nanoTime(), 7);
        assertThat(rates.eventPerSecond()).isZero();
        for (int second = 0; second < 3; second++) {
            applied(second * 1_000L);
            rates.sample(clock.nanoTime(), 7);
            clock.advanceMillis(1_000);
        }
        assertThat(rates.eventPerSecond()).isCloseTo(1_000, within(1e-6));
        health.flushed(new FlushOutcome.Refused("connect", "it is away"), 0, 1);
        assertThat(rates.eventPerSecond()).isZero();
    }

    private void applied(long total) {
        health.flushed(new FlushOutcome.Applied(new EventTotals(total, new long[0]), List.of()), total, 1);
    }
}
