package junretsu.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import junretsu.base.ManualClock;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlushPaceTest {
    private static final long MS = 1_000_000;

    private final ManualClock clock = new ManualClock();
    private final FlushPace pace = new FlushPace(100 * MS, clock);

    @Test
    void flushesAsOftenAsAskedForWhileTheStoreIsFast() {
        for (int i = 0; i < 100; i++) {
            flush(pace, 24);
            assertThat(pace.intervalNanos()).isEqualTo(100 * MS);
            assertThat(pace.isStretched()).isFalse();
        }
    }

    @Test
    void doublesTheIntervalWithEachSlowFlushUpToTwoSeconds() {
        for (long expectedMs : new long[] {200, 400, 800, 1_600, 2_000, 2_000}) {
            flush(pace, 1_000);
            assertThat(pace.intervalNanos()).isEqualTo(expectedMs * MS);
        }
        assertThat(pace.isStretched()).isTrue();
    }

    @Test
    void forgetsASingleSlowFlush() {
        for (int i = 0; i < 20; i++) {
            flush(pace, i == 0 ? 3_000 : 1);
            assertThat(pace.isStretched()).isFalse();
        }
        assertThat(pace.intervalNanos()).isEqualTo(100 * MS);
    }

    @Test
    void comesBackToTheShortestIntervalAndIsCalmTenSecondsAfterItWasLong() {
        for (int i = 0; i < 6; i++) {
            flush(pace, 1_000);
        }
        while (pace.intervalNanos() >= FlushPace.LONG_NANOS) {
            flush(pace, 1);
            assertThat(pace.isStretched()).isTrue();
        }
        clock.advanceMillis(7_000);
        flush(pace, 1);
        assertThat(pace.isStretched()).isTrue();
        clock.advanceMillis(2_000);
        flush(pace, 1);
        assertThat(pace.isStretched()).isFalse();

        int flushes = 0;
        while (pace.intervalNanos() > 100 * MS) {
            flush(pace, 1);
            flushes++;
        }
        assertThat(flushes).isBetween(20, 60);
    }

    @ParameterizedTest
    @CsvSource({"30,200", "80,400", "120,800"})
    void aStoreFarAwayIsFlushedLessOftenAndNotCalledSlow(long ms, long intervalMs) {
        for (int i = 0; i < 1_000; i++) {
            flush(pace, ms);
            assertThat(pace.isStretched()).isFalse();
        }
        assertThat(pace.intervalNanos()).isEqualTo(intervalMs * MS);
    }

    @Test
    void neverFlushesMoreOftenThanAskedForNorStretchesALongInterval() {
        FlushPace slow = new FlushPace(2_000 * MS, clock);
        flush(slow, 1_000);
        assertThat(slow.intervalNanos()).isEqualTo(2_000 * MS);
        assertThat(slow.isStretched()).isFalse();
    }

    /** A store that takes a flush in a fixed time, one at a time, and more nodes than it can take at the interval. */
    @Test
    void aThousandNodesLeaveAStoreOfAThousandFlushesASecondTimeAndTheLastOneIsServedLikeTheFirst() {
        long seed = Seed.draw();
        Queue store = new Queue(1_000, new Random(seed));
        store.run(30_000 * MS);
        assertThat(store.waitedMsAtMost()).as("seed %d", seed).isLessThan(1_000);
        assertThat(store.intervalMs(0)).as("seed %d", seed).isBetween(500L, 2_000L);
        assertThat(store.intervalMs(999)).as("seed %d", seed).isBetween(500L, 2_000L);
    }

    private void flush(FlushPace which, long ms) {
        clock.advanceMillis(ms);
        which.took(ms * MS);
        clock.advanceMillis(which.intervalNanos() / MS);
    }

    private static final class Queue {
        private final FlushPace[] paces;
        private final long[] nextNanos;
        private long freeNanos;
        private long longestNanos;

        Queue(int nodes, Random random) {
            paces = new FlushPace[nodes];
            nextNanos = new long[nodes];
            ManualClock still = new ManualClock();
            for (int i = 0; i < nodes; i++) {
                paces[i] = new FlushPace(100 * MS, still);
                nextNanos[i] = random.nextLong(1_000 * MS);
            }
        }

        /** The longest wait is taken over the last third. */
        void run(long untilNanos) {
            for (int node = earliest(); nextNanos[node] < untilNanos; node = earliest()) {
                long arrivedNanos = nextNanos[node];
                freeNanos = Math.max(freeNanos, arrivedNanos) + MS;
                long tookNanos = freeNanos - arrivedNanos;
                longestNanos = arrivedNanos > untilNanos / 3 * 2 ? Math.max(longestNanos, tookNanos) : 0;
                paces[node].took(tookNanos);
                nextNanos[node] = freeNanos + paces[node].intervalNanos();
            }
        }

        private int earliest() {
            int earliest = 0;
            for (int i = 1; i < nextNanos.length; i++) {
                earliest = nextNanos[i] < nextNanos[earliest] ? i : earliest;
            }
            return earliest;
        }

        long waitedMsAtMost() {
            return longestNanos / MS;
        }

        long intervalMs(int node) {
            return paces[node].intervalNanos() / MS;
        }
    }
}
