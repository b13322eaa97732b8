package junretsu.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import junretsu.base.Clock;
import junretsu.base.ManualClock;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Turn;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cancel at each moment at which a turn goes out: the clock that the queue asks there is what cancels. */
class TurnRaceTest {
    @TempDir
    Path directory;

    private final ManualClock time = new ManualClock();
    private final AtomicInteger countdown = new AtomicInteger(-1);
    private final List<String> log = new ArrayList<>();
    private Runnable meanwhile;

    private final Clock clock = new Clock() {
        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public long epochMillis() {
            if (countdown.getAndDecrement() == 0) {
                meanwhile.run();
            }
            return time.epochMillis();
        }
    };

    private static void cancel(SteppedQueue queue, Job job) {
        try {
            queue.get(queue.queue().cancel(job.id()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "at its question {0}, suspended before: {1}")
    @CsvSource({"0, false", "1, false", "0, true"})
    void aJobThatIsCancelledWhileItsTurnGoesOutIsUnwantedOrNotHandedOut(int question, boolean isBegun)
            throws Exception {
        try (SteppedQueue queue = new SteppedQueue(directory, clock, log)) {
            Job job = queue.accepted("a", "15");
            if (isBegun) {
                queue.queue().turns().suspend(queue.queue().turns().take(0), 1);
            }
            meanwhile = () -> cancel(queue, job);
            countdown.set(question);
            Turn turn = queue.queue().turns().take(0);
            assertThat(countdown).as("the moment came").hasNegativeValue();
            if (turn != null) {
                assertThat(turn.job().id()).isEqualTo(job.id());
                assertThat(queue.queue().turns().isWanted(turn)).isFalse();
                assertThat(queue.get(queue.queue().turns().finish(turn, 1, SteppedQueue.RESULT)))
                        .isFalse();
            }
            assertThat(queue.find(job.id()).state()).isEqualTo(JobState.CANCELLED);
            assertThat(queue.queue().look().running()).isZero();
            assertThat(queue.queue().turns().take(0)).isNull();
            assertThat(log).isEmpty();
        }
    }
}
