package junretsu.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import junretsu.jobs.fair.TurnEnd;
import junretsu.jobs.local.JobTable.OpenSize;
import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.queue.Turn;
import org.junit.jupiter.api.Test;

class QueueMemoryTest {
    private static final long HEAP = 1 << 20;

    private final QueueMemory memory = new QueueMemory(HEAP);
    private final OpenJobs open = new OpenJobs(
            new QueueConfig(true, 50_000_000, 2, 2, 1_000_000, 60_000, 10_000, 1),
            caller -> new CallerRules.Rule(1, Integer.MAX_VALUE, Long.MAX_VALUE),
            memory);

    private static Job job(long sequence, String caller) {
        return new Job(JobId.of(sequence), caller, "15", 5, JobState.QUEUED, 1, 0, 0, 0, List.of(), null);
    }

    /** Posts jobs until one is refused; returns the number of those that were taken. */
    private int fill(String prefix, boolean isEachItsOwnCaller) {
        for (int i = 0; ; i++) {
            String caller = isEachItsOwnCaller ? prefix + i : prefix;
            Posted refusal = open.reserve(caller, 1);
            if (refusal != null) {
                assertThat(((Posted.Unavailable) refusal).sentence()).contains("heap", "-Xmx");
                return i;
            }
            open.queue(List.of(job(i, caller)));
        }
    }

    @Test
    void callersFillTheHeapSoonerThanTheJobsOfOne() {
        int callers = fill("caller-", true);
        assertThat(callers).isBetween((int) (HEAP / 1_000), (int) (HEAP / 800));
        assertThat(open.bytes()).isBetween(memory.max() - 1_000, memory.max());
        for (int i = 0; i < callers; i++) {
            open.ended(job(i, "caller-" + i));
        }
        assertThat(open.bytes()).isZero();
        assertThat(fill("anna", false)).isGreaterThan(20 * callers);
    }

    @Test
    void whatWasReservedAndNotWrittenTakesNothing() {
        assertThat(open.reserve("anna", 10)).isNull();
        assertThat(open.reserve("ben", 1)).isNull();
        open.release("anna", 10);
        open.release("ben", 1);
        assertThat(open.bytes()).isZero();
    }

    @Test
    void aJobTakesMoreOnceItHasBegun() {
        assertThat(open.reserve("anna", 1)).isNull();
        open.queue(List.of(job(7, "anna")));
        long before = open.bytes();
        BegunJob begun = open.next();
        Job running = open.begin(begun, job(7, "anna"), 1);
        assertThat(open.bytes()).isGreaterThan(before + 500);
        Job done = open.end(new Turn(running, begun.fence, false), 1_000, TurnEnd.DONE);
        open.ended(done);
        assertThat(open.bytes()).isZero();
    }

    @Test
    void aRefusalNamesTheHeapThatWouldDo() {
        QueueMemory small = new QueueMemory(320L << 20);
        String sentence = small.tooSmall(new OpenSize(1_000_000, 1_000_000, 12_000_000));
        assertThat(sentence)
                .startsWith("1,000,000 jobs of 1,000,000 callers are open, which take about 331.9 MiB of memory");
        long mib = Long.parseLong(sentence.replaceAll(".*-Xmx(\\d+)m or more", "$1"));
        QueueMemory enough = new QueueMemory((mib << 20) / 100 * 97);
        assertThat(enough.isForStart(348_000_000)).isTrue();
        assertThat(mib).isLessThan(900);
    }

    @Test
    void fewerOfTheLatestJobsAreKeptInASmallHeap() {
        List<Integer> kept = new ArrayList<>();
        for (long mib : new long[] {32, 320, 32_768}) {
            kept.add(new QueueMemory(mib << 20).recentJobs());
        }
        assertThat(kept).containsExactly(4_096, 65_536, 65_536);
    }
}
