package junretsu.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import junretsu.base.ManualClock;
import junretsu.store.EventTotals;
import org.junit.jupiter.api.Test;

class EventRatesTest {
    private final ManualClock clock = new ManualClock();
    private EventTotals totals;
    private boolean isUp;
    private final EventRates rates = new EventRates(() -> totals, () -> isUp);

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
        isUp = false;
        assertThat(rates.eventPerSecond()).isZero();
    }

    private void applied(long total) {
        totals = new EventTotals("live", total, new long[0]);
        isUp = true;
    }
}
