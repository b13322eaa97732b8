package junretsu.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import junretsu.base.ManualClock;
import junretsu.jobs.JobWire;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys whose jobs have expired in part. */
class IdempotencyKeyTest {
    private static final long DAY_MS = 24 * 3_600_000L;

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private final List<String> log = new ArrayList<>();

    private SteppedQueue open() throws Exception {
        return new SteppedQueue(directory, clock, log);
    }

    private static Posted.Accepted post(SteppedQueue queue, String caller, String key, long from, long to)
            throws Exception {
        List<Posting.NewJob> jobs = LongStream.rangeClosed(from, to)
                .mapToObj(number -> new Posting.NewJob(Long.toString(number), 5))
                .toList();
        return (Posted.Accepted) queue.get(queue.queue().post(new Posting(caller, jobs, key)));
    }

    /** Posts five jobs of which the first fails and the others expire. */
    private Posted.Accepted partlyExpired(SteppedQueue queue) throws Exception {
        Posted.Accepted keyed = post(queue, "a", "key", 10, 14);
        for (int deaths = 0; deaths < JobWire.TRIES_MAX; deaths++) {
            queue.queue().turns().died(queue.queue().turns().take(0), 1, "a defect");
            queue.step();
        }
        for (int i = 1; i < 5; i++) {
            queue.finishNext();
        }
        clock.advanceMillis(DAY_MS + 1);
        queue.step();
        assertThat(queue.find(keyed.jobs().get(0).id()).state()).isEqualTo(JobState.FAILED);
        assertThat(queue.find(keyed.jobs().get(1).id())).isNull();
        assertThat(queue.find(keyed.jobs().get(4).id())).isNull();
        return keyed;
    }

    @Test
    void noJobGetsANumberThatAKeyStandsForAlsoAfterAStart() throws Exception {
        Posted.Accepted keyed;
        try (SteppedQueue queue = open()) {
            keyed = partlyExpired(queue);
        }
        try (SteppedQueue queue = open()) {
            Job last = keyed.jobs().get(4);
            assertThat(post(queue, "b", null, 11, 14).jobs())
                    .allMatch(job -> job.id().sequence() > last.id().sequence());
            Posted.Accepted again = post(queue, "a", "key", 10, 14);
            assertThat(again.isRepeat()).isFalse();
            assertThat(again.jobs()).extracting(Job::caller).containsOnly("a");
            assertThat(post(queue, "a", "key", 10, 14)).isEqualTo(new Posted.Accepted(again.jobs(), true));
        }
        assertThat(log).isEmpty();
    }

    @Test
    void aKeyStandsForNoJobOfAnotherCaller() throws Exception {
        try (SteppedQueue queue = open()) {
            Posted.Accepted keyed = post(queue, "a", "key", 10, 11);
            long second = keyed.jobs().get(1).id().sequence();
            queue.execute("UPDATE job SET caller = 'b' WHERE sequence = " + second);
            Posted.Accepted again = post(queue, "a", "key", 10, 11);
            assertThat(again.isRepeat()).isFalse();
            assertThat(again.jobs()).extracting(Job::caller).containsOnly("a");
        }
        assertThat(log).isEmpty();
    }
}
