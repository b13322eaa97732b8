package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ReadOnTest {
    private final Deque<Runnable> pool = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final ReadOn readOn = new ReadOn(pool::add);

    @Test
    void tasksThatComeBeforeTheThreadIsThereWakeItOnce() {
        readOn.execute(() -> done.add("a"));
        readOn.execute(() -> done.add("b"));
        assertThat(pool).hasSize(1);
        pool.remove().run();
        assertThat(done).containsExactly("a", "b");
        readOn.execute(() -> done.add("c"));
        assertThat(pool).hasSize(1);
    }

    @Test
    void tasksOfAnActionAreKeptBackUntilItIsOver() {
        ReadOn.together(() -> {
            readOn.execute(() -> done.add("a"));
            readOn.execute(() -> done.add("b"));
            assertThat(pool).isEmpty();
        });
        assertThat(pool).hasSize(1);
        pool.remove().run();
        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void anActionThatFailsLosesNoTask() {
        assertThatThrownBy(() -> ReadOn.together(() -> {
                    readOn.execute(() -> done.add("a"));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(pool).hasSize(1);
        readOn.execute(() -> done.add("b"));
        pool.remove().run();
        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void aTaskThatFailsIsFollowedByTheOthers() {
        readOn.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        readOn.execute(() -> done.add("b"));
        assertThatThrownBy(() -> pool.remove().run()).hasMessage("on purpose");
        pool.remove().run();
        assertThat(done).containsExactly("b");
    }

    @Test
    void noTaskIsLeftBehindWhenThreadsRace() throws Exception {
        int threads = 4;
        int tasks = 20_000;
        AtomicInteger ran = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(threads + 1);
        try {
            ReadOn racing = new ReadOn(executor);
            for (int thread = 0; thread < threads; thread++) {
                executor.execute(() -> {
                    for (int i = 0; i < tasks; i += 10) {
                        ReadOn.together(() -> {
                            for (int j = 0; j < 9; j++) {
                                racing.execute(ran::incrementAndGet);
                            }
                        });
                        racing.execute(ran::incrementAndGet);
                    }
                });
            }
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (ran.get() < threads * tasks && System.nanoTime() < limit) {
                Thread.onSpinWait();
            }
            assertThat(ran).hasValue(threads * tasks);
        } finally {
            executor.shutdownNow();
        }
    }
}
