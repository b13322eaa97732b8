package junretsu.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.ManualClock;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobReaderTest {
    @TempDir
    Path directory;

    private final List<String> log = new ArrayList<>();

    @Test
    void aJobThatWasReadAheadBeforeItsWorkerDiedIsReadWithItsDeath() throws Exception {
        try (SteppedQueue queue = new SteppedQueue(directory, new ManualClock(), log)) {
            Job first = queue.accepted("a", "15");
            Job second = queue.accepted("a", "21");
            JobReader reader = new JobReader(queue.queue().state().jobs().readers(), 1);
            assertThat(reader.next(first.id().sequence()).deaths()).isEmpty();

            queue.finishNext();
            Turn turn = queue.queue().turns().take(0);
            queue.queue().turns().died(turn, 7, "a defect");
            queue.step();
            reader.written(queue.find(second.id()));
            reader.written(queue.accepted("a", "27"));
            Job read = reader.next(second.id().sequence());
            assertThat(read.deaths()).containsExactly("a defect");
            assertThat(read.cpuNanos()).isEqualTo(7);
        }
        assertThat(log).isEmpty();
    }

    @Test
    void aJobThatIsReadAheadDoesNotReplaceOneThatWasWrittenMeanwhile() {
        JobCache ahead = new JobCache(4);
        Job queued = JobRow.queued(new JobId(9, 1), "a", "15", 5, 0);
        Job died = queued.without(JobState.QUEUED, 0, List.of("a defect"));
        ahead.put(died);
        ahead.putIfAbsent(queued);
        assertThat(ahead.get(9)).isSameAs(died);
        Job other = JobRow.queued(new JobId(13, 1), "a", "15", 5, 0);
        ahead.putIfAbsent(other);
        assertThat(ahead.get(9)).isNull();
        assertThat(ahead.get(13)).isSameAs(other);
    }
}
