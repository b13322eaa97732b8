package junretsu.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateMeterTest {
    private final RateMeter meter = new RateMeter();

    @Test
    void knowsNoRateBeforeTheSecondSample() {
        meter.sample(0, 1_000_000);
        assertThat(meter.perSecond()).isZero();
    }

    @Test
    void showsASteadyRateAtOnceAndASteadyZeroWithinTwoSeconds() {
        long total = 0;
        long now = 0;
        for (int i = 0; i < 50; i++) {
            meter.sample(now += 100_000_000, total += 50_000);
            assertThat(meter.perSecond()).isCloseTo(i == 0 ? 0 : 500_000, within(1e-6));
        }
        for (int i = 0; i < 20; i++) {
            meter.sample(now += 100_000_000, total);
        }
        assertThat(meter.perSecond()).isZero();
    }

    @Test
    void goesByTheLastTwoSamplesWhenTheyAreFarApart() {
        long total = 0;
        long now = 0;
        for (int i = 0; i < 5; i++) {
            meter.sample(now += 1_000_000_000, total += 1_000);
        }
        meter.sample(now += 10_000_000_000L, total += 50_000);
        assertThat(meter.perSecond()).isCloseTo(5_000, within(1e-6));
        meter.sample(now + 1_000_000_000, total + 1_000);
        assertThat(meter.perSecond()).isCloseTo(1_000, within(1e-6));
    }

    @Test
    void beginsAnewWithALowerTotalWhichIsAnotherEvents() {
        for (int i = 0; i < 30; i++) {
            meter.sample(i * 100_000_000L, i * 1_000);
        }
        meter.sample(3_000_000_000L, 5);
        assertThat(meter.perSecond()).isZero();
        meter.sample(3_100_000_000L, 15);
        assertThat(meter.perSecond()).isCloseTo(100, within(1e-6));
    }
}
