package junretsu.users.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;
import org.junit.jupiter.api.Test;

class PictureLimitsTest {
    private final AtomicLong nanos = new AtomicLong(-7);
    private final PictureLimits limits = new PictureLimits(new Clock() {
        @Override
        public long nanoTime() {
            return nanos.get();
        }

        @Override
        public long epochMillis() {
            throw new UnsupportedOperationException();
        }
    });

    @Test
    void tenMayComeAtOnceAndThenOneEveryFiveMinutes() {
        for (int i = 0; i < PictureLimits.AT_ONCE; i++) {
            assertThat(limits.waitMs("alice")).isZero();
        }
        assertThat(limits.waitMs("alice")).isEqualTo(300_000);
        assertThat(limits.waitMs("bob")).isZero();
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(5) - TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(limits.waitMs("alice")).isEqualTo(1);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(limits.waitMs("alice")).isZero();
        assertThat(limits.waitMs("alice")).isEqualTo(300_000);
        nanos.addAndGet(TimeUnit.DAYS.toNanos(1));
        for (int i = 0; i < PictureLimits.AT_ONCE; i++) {
            assertThat(limits.waitMs("alice")).isZero();
        }
        assertThat(limits.waitMs("alice")).isPositive();
    }
}
