package junretsu.jobs.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import org.junit.jupiter.api.Test;

class CallerRatesTest {
    private long nowNanos = -5;
    private final CallerRates rates = new CallerRates(new Clock() {
        @Override
        public long nanoTime() {
            return nowNanos;
        }

        @Override
        public long epochMillis() {
            throw new AssertionError("the time of day decides nothing");
        }
    });

    private void pass(long ms) {
        nowNanos += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private int taken(String caller, double perSecond) {
        int taken = 0;
        while (taken < 10_000 && rates.take(caller, perSecond, 1) == 0) {
            taken++;
        }
        return taken;
    }

    @Test
    void aCallerGetsASecondsWorthAtOnceAndThenItsRate() {
        assertThat(taken("a", 100)).isBetween(100, 101);
        assertThat(taken("b", 100)).as("another caller's").isBetween(100, 101);
        int sum = 0;
        for (int tenth = 0; tenth < 100; tenth++) {
            pass(100);
            sum += taken("a", 100);
        }
        assertThat(sum).isBetween(999, 1_001);
        pass(60_000);
        assertThat(taken("a", 100)).as("after a long rest").isBetween(100, 101);
    }

    @Test
    void aBodyLargerThanASecondsWorthIsTakenAndPaidForAfterwards() {
        assertThat(rates.take("a", 10, 1_000)).isZero();
        assertThat(rates.take("a", 10, 1)).isEqualTo(99);
        pass(98_000);
        assertThat(rates.take("a", 10, 1)).isEqualTo(1);
        pass(1_000);
        assertThat(rates.take("a", 10, 1)).isZero();
    }

    @Test
    void withoutARateEverythingIsTaken() {
        assertThat(rates.take("a", 0, 1_000_000)).isZero();
        assertThat(rates.take("a", 0, 1_000_000)).isZero();
    }

    @Test
    void whatIsGivenBackIsNotPaidFor() {
        assertThat(rates.take("a", 10, 1_000)).isZero();
        rates.giveBack("a", 10, 1_000);
        assertThat(taken("a", 10)).isBetween(10, 11);
        rates.giveBack("a", 10, 3);
        assertThat(taken("a", 10)).isEqualTo(3);
        pass(60_000);
        rates.giveBack("a", 10, 1);
        assertThat(taken("a", 10)).as("no more than a second's worth").isBetween(10, 11);
        rates.giveBack("nobody", 10, 1);
        rates.giveBack("a", 0, 1);
        assertThat(rates.remembered()).isEqualTo(1);
    }

    @Test
    void callersAreLookedThroughOnceASecondAtMost() {
        pass(1_000);
        rates.take("first", 0.01, 1);
        for (int i = 0; i < 20_000; i++) {
            rates.take("caller " + i, i % 2 == 0 ? 10 : 0.1, 1);
        }
        pass(999);
        rates.take("late", 0.01, 1);
        assertThat(rates.remembered()).as("half of them have paid").isEqualTo(20_002);
        pass(1);
        rates.take("late", 0.01, 1);
        assertThat(rates.remembered()).isEqualTo(10_002);
    }

    @Test
    void soManyCallersAsOweAreRememberedAndNoMore() {
        for (int i = 0; i < CallerRates.CALLERS_MAX + 10; i++) {
            rates.take("caller " + i, 0.001, 1);
        }
        assertThat(rates.remembered()).isEqualTo(CallerRates.CALLERS_MAX);
        assertThat(rates.take("caller 0", 0.001, 1)).isEqualTo(999);
        assertThat(rates.take("one more", 0.001, 1)).isZero();
        assertThat(rates.take("one more", 0.001, 1)).isZero();
        pass(1_000_000);
        assertThat(rates.take("one more", 0.001, 1)).isZero();
        assertThat(rates.take("one more", 0.001, 1)).isEqualTo(999);
        assertThat(rates.remembered()).isEqualTo(1);
    }

    @Test
    void callersThatHavePaidAreForgotten() {
        for (int i = 0; i < 50_000; i++) {
            rates.take("caller " + i, 1_000, 1);
            pass(1);
        }
        assertThat(rates.remembered()).isLessThan(10_002);
    }
}
