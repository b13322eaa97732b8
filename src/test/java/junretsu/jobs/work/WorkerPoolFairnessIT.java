package junretsu.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.WorkerThread;
import junretsu.jobs.fair.Outcome;
import junretsu.jobs.fair.Slice;
import junretsu.jobs.queue.JobCounts;
import junretsu.service.Ending;
import junretsu.service.Workers;
import junretsu.testing.FairnessCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The promises of fair turns with real workers and real numbers. With one worker, the time is the CPU time that it has
 * used, which other programs on the machine do not lengthen.
 */
@Timeout(120)
class WorkerPoolFairnessIT {
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long OVERSHOOT = TimeUnit.MILLISECONDS.toNanos(25);

    private final Random random = new Random(Long.getLong("junretsu.seed", 7));
    private final FairnessCheck check = new FairnessCheck(new FairnessCheck.Setting(1, 8, SLICE, OVERSHOOT, 0));
    private long now;

    /** One worker's history, in its CPU time. */
    private final MemoryTurns turns = new MemoryTurns(SLICE, 1, 8) {
        @Override
        void posted(int caller, long job) {
            check.ready(now, caller, job, 5);
        }

        @Override
        void taken(int worker, Slice slice) {
            check.begin(now, worker, slice.caller(), slice.job());
        }

        @Override
        void returned(Slice slice, long used, Outcome outcome) {
            now += used;
            check.end(now, 0, used, outcome);
        }
    };

    private List<WorkerThread> start(MemoryTurns of, int workers) {
        Workers threads = new Workers(new DistinctErrors(System.err::println, Clock.SYSTEM), new Ending());
        WorkSettings settings = new WorkSettings(workers, TimeUnit.SECONDS.toNanos(60), 0);
        List<WorkerThread> added =
                new WorkerPool(of, new JobCounts(), settings, new Courtesy(workers), Clock.SYSTEM).addTo(threads);
        threads.start();
        return added;
    }

    /** A number of two primes of so many bits. */
    private String semiprime(int bits) {
        return BigInteger.probablePrime(bits, random)
                .multiply(BigInteger.probablePrime(bits, random))
                .toString();
    }

    @Test
    void holdForOneWorkerThatFactorsForCallersOfAllKinds() throws InterruptedException {
        for (int job = 0; job < 30; job++) {
            turns.post(0, job, semiprime(74));
            turns.post(1, 1_000 + job, semiprime(70));
        }
        for (int job = 0; job < 2_000; job++) {
            turns.post(2, 10_000 + job, semiprime(45));
        }
        List<WorkerThread> workers = start(turns, 1);
        for (int small = 0; small < 40; small++) {
            turns.post(3 + small, 100_000 + small, semiprime(30));
            turns.await(100_000 + small);
        }
        for (int job = 0; job < 30; job++) {
            turns.await(job);
            turns.await(1_000 + job);
        }
        for (int job = 0; job < 2_000; job++) {
            turns.await(10_000 + job);
        }
        workers.forEach(WorkerThread::close);
        assertThat(check.violations()).isEmpty();
        assertThat(turns.suspensions()).isGreaterThan(30);
    }
}
