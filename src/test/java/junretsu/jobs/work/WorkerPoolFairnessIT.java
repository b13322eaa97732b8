package junretsu.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.WorkerThread;
import junretsu.jobs.fair.Slice;
import junretsu.jobs.fair.TurnEnd;
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
        void returned(Slice slice, long used, TurnEnd outcome) {
            now += used;
            check.end(now, 0, used, outcome);
        }
    };

    private List<WorkerThread> start(MemoryTurns of, int workers) {
        Workers threads = new Workers(new DistinctErrors(System.err::println, Clock.SYSTEM), new Ending());
        WorkSettings settings = new WorkSettings(workers, TimeUnit.SECONDS.toNanos(60), 0, 100_000_000);
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
        assertThat(turns.suspensions()).isGreaterThan(3);
    }

    /** Two workers, and what each caller has used. */
    private static final class Shares extends MemoryTurns {
        private final long[] used = new long[3];

        Shares() {
            super(SLICE, 2, 8);
        }

        @Override
        void returned(Slice slice, long usedNanos, TurnEnd outcome) {
            used[slice.caller()] += usedNanos;
            notifyAll();
        }

        synchronized long used(int caller) {
            return used[caller];
        }

        synchronized void awaitUsed(long nanos) throws InterruptedException {
            while (used[0] + used[1] < nanos) {
                wait();
            }
        }
    }

    @Test
    void oneHasHardNumbersAndOneEasyOnesAndBothGetHalfOfTheTime() throws InterruptedException {
        Shares shares = new Shares();
        for (int job = 0; job < 100; job++) {
            shares.post(0, job, semiprime(100));
        }
        String[] easy = new String[1_000];
        for (int i = 0; i < easy.length; i++) {
            easy[i] = semiprime(40);
        }
        for (int job = 0; job < 50_000; job++) {
            shares.post(1, 1_000 + job, easy[job % easy.length]);
        }
        List<WorkerThread> workers = start(shares, 2);
        shares.awaitUsed(TimeUnit.SECONDS.toNanos(8));
        assertThat((double) shares.used(0) / (shares.used(0) + shares.used(1))).isBetween(0.48, 0.52);
        workers.forEach(WorkerThread::stop);
        workers.forEach(WorkerThread::close);
    }

    @Test
    void aCallerWithOneJobWaitsForThreeSlicesOfOneWithFiveHundred() throws InterruptedException {
        Shares shares = new Shares();
        for (int job = 0; job < 500; job++) {
            shares.post(0, job, semiprime(100));
        }
        List<WorkerThread> workers = start(shares, 2);
        shares.awaitUsed(TimeUnit.SECONDS.toNanos(1));
        for (int small = 0; small < 20; small++) {
            long before = shares.used(0);
            shares.post(2, 1_000 + small, "1000000007");
            shares.await(1_000 + small);
            assertThat(shares.used(0) - before).isLessThanOrEqualTo(3 * (SLICE + OVERSHOOT));
        }
        workers.forEach(WorkerThread::stop);
        workers.forEach(WorkerThread::close);
    }
}
