package junretsu.users.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import junretsu.base.ManualClock;
import org.junit.jupiter.api.Test;

class HashQueueTest {
    private static final long HASH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ManualClock clock = new ManualClock();
    private final HashCounts counts = new HashCounts();
    private final Later later = new Later(clock, 0);
    private final HashQueue queue = new HashQueue(2, TimeUnit.SECONDS.toNanos(1), counts, later, clock);
    private int refused;

    @Test
    void moreThanCanBeginInASecondAreRefusedAtOnce() throws Exception {
        queue.hashed(HASH_NANOS);
        submit(30);
        assertThat(queue.waiting()).isEqualTo(21);
        assertThat(refused).isEqualTo(9);
        assertThat(counts.sum(HashEvent.REFUSED)).isEqualTo(9);
        queue.take(0);
        submit(2);
        assertThat(queue.waiting()).isEqualTo(21);
        assertThat(refused).isEqualTo(10);
    }

    @Test
    void beforeTheFirstHashNothingIsKnownAndNothingRefused() {
        submit(1_000);
        assertThat(queue.waiting()).isEqualTo(1_000);
        assertThat(refused).isZero();
    }

    @Test
    void theMeanFollowsHashesThatGetSlower() {
        queue.hashed(HASH_NANOS);
        for (int i = 0; i < 40; i++) {
            queue.hashed(5 * HASH_NANOS);
        }
        assertThat(queue.meanNanos()).isBetween(49 * HASH_NANOS / 10, 5 * HASH_NANOS);
        submit(30);
        assertThat(queue.waiting()).isEqualTo(5);
    }

    @Test
    void eachIsAnsweredOnceWhenTheirTimeIsOver() throws Exception {
        submit(3);
        clock.advanceMillis(500);
        submit(2);
        clock.advanceMillis(500);
        while (later.doWork() > 0) {}
        assertThat(refused).isEqualTo(3);
        assertThat(queue.waiting()).isEqualTo(2);
        assertThat(queue.take(0)).isNotNull();
        clock.advanceMillis(500);
        while (later.doWork() > 0) {}
        assertThat(refused).isEqualTo(4);
        assertThat(counts.sum(HashEvent.EXPIRED)).isEqualTo(4);
        assertThat(counts.waits().maxMicros()).isEqualTo(500_000);
    }

    private void submit(int count) {
        for (int i = 0; i < count; i++) {
            queue.submit(new Task());
        }
    }

    private final class Task implements HashTask {
        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public boolean hash(PasswordHash hash) {
            return true;
        }

        @Override
        public void answer() {}

        @Override
        public void refuse() {
            refused++;
        }
    }
}
