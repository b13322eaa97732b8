package junretsu.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.WorkerThread;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.Turn;
import junretsu.service.Ending;
import junretsu.service.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two workers, stepped by hand, in a time that goes on by 100 µs whenever somebody looks at it. */
class WorkerPoolTest {
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long JOB_TIME = TimeUnit.MILLISECONDS.toNanos(500);
    private static final BigInteger ONE_PRIME = new BigInteger("18446744073709551557");
    private static final BigInteger OTHER_PRIME = new BigInteger("12345678910111213141").nextProbablePrime();

    private final Clock clock = new Clock() {
        private long now;

        @Override
        public long nanoTime() {
            return now += 100_000;
        }

        @Override
        public long epochMillis() {
            return nanoTime() / 1_000_000;
        }
    };

    private final MemoryTurns turns = new MemoryTurns(SLICE, 2, 1);
    private final JobCounts counts = new JobCounts();
    private final WorkerPool pool = pool(turns, JOB_TIME);

    private WorkerPool pool(MemoryTurns of, long jobTimeNanos) {
        return pool(of, jobTimeNanos, Long.MAX_VALUE);
    }

    private WorkerPool pool(MemoryTurns of, long jobTimeNanos, long stateBytesMax) {
        return new WorkerPool(
                of,
                counts,
                new WorkSettings(2, jobTimeNanos, 10, stateBytesMax),
                new Courtesy(2),
                clock,
                clock::nanoTime);
    }

    /** Lets the workers go in turn until none finds anything; returns the number of turns. */
    private int work() {
        return work(pool);
    }

    private static int work(WorkerPool pool) {
        int rounds = 0;
        for (int nothing = 0; nothing < 2; rounds++) {
            nothing = pool.workers().get(rounds % 2).doWork() == 0 ? nothing + 1 : 0;
        }
        return rounds - 2;
    }

    /** A number of two primes that no curve finds within the time of a job. */
    private static BigInteger hard() {
        Random random = new Random(1);
        return BigInteger.probablePrime(150, random).multiply(BigInteger.probablePrime(150, random));
    }

    @Test
    void factorsANumber() {
        turns.post(0, 1, "360");
        turns.post(0, 2, "18446744073709551557");
        turns.post(0, 3, "0");
        turns.post(0, 4, "1");
        work();
        assertThat(turns.result(1)).isEqualTo(new JobResult(List.of("2", "2", "2", "3", "3", "5"), null, true));
        assertThat(turns.result(2)).isEqualTo(new JobResult(List.of(ONE_PRIME.toString()), null, true));
        assertThat(turns.result(3)).isEqualTo(new JobResult(List.of("0"), null, true));
        assertThat(turns.result(4)).isEqualTo(new JobResult(List.of(), null, true));
        assertThat(pool.begun()).isZero();
    }

    @Test
    void goesOnWithAJobWhereItWasSuspendedWhoeverHasTheTurn() {
        turns.post(0, 1, ONE_PRIME.multiply(OTHER_PRIME).toString());
        assertThat(work()).isGreaterThan(3);
        assertThat(turns.suspensions()).isGreaterThan(2);
        assertThat(turns.waits()).isLessThanOrEqualTo(1);
        assertThat(turns.result(1))
                .isEqualTo(new JobResult(List.of(OTHER_PRIME.toString(), ONE_PRIME.toString()), null, true));
    }

    @Test
    void asksForASeatOnceTheSieveIsNext() {
        BigInteger one = BigInteger.ONE.shiftLeft(80).nextProbablePrime();
        BigInteger other = BigInteger.valueOf(3).shiftLeft(79).nextProbablePrime();
        turns.post(0, 1, one.multiply(other).toString());
        WorkerPool patient = pool(turns, Long.MAX_VALUE / 4);
        work(patient);
        assertThat(turns.result(1).primes()).containsExactly(one.toString(), other.toString());
        assertThat(turns.waits()).isEqualTo(1);
        assertThat(patient.begun()).isZero();
    }

    /** A number of two primes of so many bits each. */
    private static BigInteger semiprime(int bits, long seed) {
        Random random = new Random(seed);
        return BigInteger.probablePrime(bits, random).multiply(BigInteger.probablePrime(bits, random));
    }

    @Test
    void aSieveGoesOnToItsEndWhereThereIsRoomForNoMore() {
        int callers = 8;
        for (int caller = 0; caller < callers; caller++) {
            turns.post(caller, caller, semiprime(70, caller).toString());
        }
        long room = 400_000;
        WorkerPool small = pool(turns, Long.MAX_VALUE / 4, room);
        for (int round = 0; turns.open() > 0; round++) {
            small.workers().get(round % 2).doWork();
            assertThat(small.stateBytes()).isBetween(0L, room);
        }
        for (int caller = 0; caller < callers; caller++) {
            assertThat(product(turns.result(caller))).isEqualTo(semiprime(70, caller));
        }
        assertThat(turns.waits()).isZero();
        assertThat(small.stateBytes()).isZero();
    }

    @Test
    void aJobForWhoseStateThereIsNoRoomBeginsAnewWithASeat() {
        for (int caller = 0; caller < 3; caller++) {
            turns.post(caller, caller, semiprime(74, caller).toString());
        }
        WorkerPool none = pool(turns, Long.MAX_VALUE / 4, 0);
        work(none);
        for (int caller = 0; caller < 3; caller++) {
            assertThat(product(turns.result(caller))).isEqualTo(semiprime(74, caller));
        }
        assertThat(turns.waits()).isEqualTo(3);
        assertThat(none.begun()).isZero();
        assertThat(none.stateBytes()).isZero();
    }

    private static BigInteger product(JobResult result) {
        assertThat(result.primes()).hasSize(2);
        return result.primes().stream().map(BigInteger::new).reduce(BigInteger.ONE, BigInteger::multiply);
    }

    @Test
    void whatWasFoundInTimeIsTheAnswer() {
        BigInteger number = hard();
        turns.post(0, 1, number.multiply(BigInteger.valueOf(35)).toString());
        work();
        assertThat(turns.result(1)).isEqualTo(new JobResult(List.of("5", "7"), number.toString(), true));
        assertThat(turns.usedNanos()).isBetween(JOB_TIME, JOB_TIME + 2 * SLICE);
    }

    @Test
    void aPrimeIsNoRestWhenTheTimeIsOverBeforeItsTest() {
        String prime = BigInteger.TEN.pow(99).nextProbablePrime().toString();
        turns.post(0, 1, prime);
        work(pool(turns, 1));
        assertThat(turns.result(1)).isEqualTo(new JobResult(List.of(prime), null, false));
    }

    @Test
    void aNumberThatWasFactoredBeforeCostsNothing() {
        turns.post(0, 1, "1000000000000000000000000000000000000000000000000000007");
        work();
        long used = turns.usedNanos();
        turns.post(1, 2, "1000000000000000000000000000000000000000000000000000007");
        work();
        assertThat(turns.result(2)).isNotNull().isEqualTo(turns.result(1));
        assertThat(turns.usedNanos()).isEqualTo(used);
        assertThat(counts.sum(JobEvent.CACHE_HIT)).isEqualTo(1);
    }

    @Test
    void keepsTheResultsThatWereAskedForLast() {
        for (int number = 1; number <= 11; number++) {
            turns.post(0, number, "" + number);
        }
        work();
        turns.post(0, 20, "11");
        turns.post(0, 21, "1");
        work();
        assertThat(counts.sum(JobEvent.CACHE_HIT)).isEqualTo(1);
    }

    @Test
    void aCancelledJobEndsWithinAMillisecondAndIsForgotten() {
        MemoryTurns cancelling = new MemoryTurns(SLICE, 1, 1) {
            private int asked;

            @Override
            public synchronized boolean isWanted(Turn turn) {
                return ++asked < 3;
            }
        };
        WorkerPool other = pool(cancelling, JOB_TIME);
        cancelling.post(0, 1, hard().toString());
        other.workers().get(0).doWork();
        assertThat(other.begun()).isZero();
        assertThat(cancelling.usedNanos()).isBetween(2_000_000L, SLICE - 1);
    }

    @Test
    void tellsHowAJobStandsThatIsSuspended() {
        Job job = turns.post(0, 1, hard().multiply(BigInteger.valueOf(6)).toString());
        assertThat(pool.look(job.id())).isNull();
        pool.workers().get(1).doWork();
        pool.workers().get(0).doWork();
        Running look = pool.look(job.id());
        assertThat(look.slices()).isEqualTo(2);
        assertThat(look.worker()).isEqualTo(-1);
        assertThat(look.cpuNanos()).isBetween(2 * SLICE, 3 * SLICE);
        assertThat(look.primes()).containsExactly(BigInteger.TWO, BigInteger.valueOf(3));
        assertThat(pool.running()).isEmpty();
    }

    @Test
    void aJobThatIsCancelledWhileItIsSuspendedIsForgottenTwoSecondsLater() {
        Job job = turns.post(0, 1, hard().toString());
        pool.workers().get(0).doWork();
        turns.cancel(job);
        assertThat(pool.begun()).isEqualTo(1);
        for (int i = 0; i < 20_000; i++) {
            clock.nanoTime();
            pool.workers().get(0).doWork();
        }
        assertThat(pool.begun()).isZero();
    }

    @Test
    void aDefectIsTheDeathOfTheJobAndNotOfTheWorker() {
        turns.post(0, 1, "12x");
        turns.post(0, 2, "15");
        work();
        assertThat(turns.deaths()).singleElement().asString().contains("NumberFormatException");
        assertThat(turns.result(2).primes()).containsExactly("3", "5");
        assertThat(pool.begun()).isZero();
    }

    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class})
    void aHeapOrAStackThatIsUsedUpIsTheDeathOfTheJobAndNotOfTheWorker(Class<? extends Error> kind) {
        MemoryTurns failing = new MemoryTurns(SLICE, 2, 1) {
            @Override
            public synchronized boolean isWanted(Turn turn) {
                if (turn.job().id().sequence() == 1) {
                    throw kind == OutOfMemoryError.class ? new OutOfMemoryError() : new StackOverflowError();
                }
                return super.isWanted(turn);
            }
        };
        WorkerPool other = pool(failing, JOB_TIME);
        failing.post(0, 1, hard().toString());
        failing.post(0, 2, "15");
        work(other);
        assertThat(failing.deaths()).containsExactly("the worker failed: " + kind.getName());
        assertThat(failing.result(2).primes()).containsExactly("3", "5");
        assertThat(other.begun()).isZero();
    }

    @Test
    void anyOtherErrorEndsTheServer() throws InterruptedException {
        MemoryTurns failing = new MemoryTurns(SLICE, 1, 1) {
            @Override
            public synchronized boolean isWanted(Turn turn) {
                throw new AssertionError("half changed");
            }
        };
        Ending ending = new Ending();
        Workers workers = new Workers(new DistinctErrors(System.err::println, Clock.SYSTEM), ending);
        List<WorkerThread> added = pool(failing, JOB_TIME).addTo(workers);
        workers.start();
        failing.post(0, 1, hard().toString());
        assertThat(ending.await(60_000)).isTrue();
        assertThat(ending.failure()).contains("job-worker-", "so this server ends", "half changed");
        added.forEach(WorkerThread::close);
    }

    @Test
    @Timeout(60)
    void aJobWakesAnIdleWorkerAndThatOneTheNext() throws InterruptedException {
        MemoryTurns real = new MemoryTurns(TimeUnit.MILLISECONDS.toNanos(50), 3, 3);
        WorkerPool threads = new WorkerPool(
                real, counts, new WorkSettings(3, JOB_TIME, 0, 100_000_000), new Courtesy(3), Clock.SYSTEM);
        Workers workers = new Workers(new DistinctErrors(System.err::println, Clock.SYSTEM), new Ending());
        List<WorkerThread> added = threads.addTo(workers);
        workers.start();
        for (int job = 0; job < 1_000; job++) {
            real.post(job % 7, job, "" + (1_000_003L * (job + 2)));
            if (job % 10 == 0) {
                real.await(job);
            }
        }
        for (int job = 0; job < 1_000; job++) {
            assertThat(real.await(job).primes()).contains("1000003");
        }
        added.forEach(WorkerThread::close);
    }
}
