package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import junretsu.base.Clock;
import junretsu.base.IdlePolicy;
import org.junit.jupiter.api.Test;

class LoadThreadsTest {
    private static final long LIMIT_MS = 10_000;

    /** Works until it is stopped, or throws. */
    private static class Endless implements LoadWorker {
        final CountDownLatch ended = new CountDownLatch(1);
        volatile boolean stopped;
        volatile String thread;
        volatile boolean closed;

        @Override
        public String role() {
            return "endless-sender-0";
        }

        @Override
        public int doWork() {
            thread = Thread.currentThread().getName();
            if (stopped) {
                ended.countDown();
            }
            return 0;
        }

        @Override
        public void onClose() {
            closed = true;
        }

        @Override
        public CountDownLatch ended() {
            return ended;
        }

        @Override
        public void stop() {
            stopped = true;
        }
    }

    @Test
    void endsWhenAllWorkersHaveEnded() {
        Endless one = new Endless();
        Endless other = new Endless();
        try (LoadThreads threads = start(one, other)) {
            assertThat(threads.await(1)).isFalse();
            threads.stop();
            assertThat(threads.await(LIMIT_MS)).isTrue();
            assertThat(threads.failure()).isNull();
            assertThat(one.thread).isEqualTo("endless-sender-0");
        }
        assertThat(one.closed && other.closed).isTrue();
    }

    @Test
    void aSenderThatDiesEndsTheLoadWithASentence() {
        Endless dying = new Endless() {
            @Override
            public int doWork() {
                throw new AssertionError("more was taken than was given");
            }
        };
        assertThat(failureOf(dying))
                .contains("endless-sender-0", "more was taken than was given")
                .startsWith("a sender failed");
        assertThat(dying.closed).isTrue();
    }

    @Test
    void aSenderThatThrowsAtEachRoundEndsTheLoadWithASentence() {
        Endless throwing = new Endless() {
            @Override
            public int doWork() {
                throw new IllegalStateException("not open");
            }
        };
        assertThat(failureOf(throwing)).contains("endless-sender-0", "not open");
    }

    private static String failureOf(LoadWorker failing) {
        try (LoadThreads threads = start(new Endless(), failing)) {
            long deadline = System.nanoTime() + LIMIT_MS * 1_000_000;
            while (!threads.await(1)) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
            return threads.failure();
        }
    }

    private static LoadThreads start(LoadWorker... workers) {
        return new LoadThreads(List.of(workers), () -> IdlePolicy.nap(100_000), Clock.SYSTEM).start();
    }
}
