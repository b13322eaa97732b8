package junretsu.jobs.work;

import java.math.BigInteger;
import java.util.List;
import java.util.function.LongSupplier;
import junretsu.base.LowPriority;
import junretsu.base.Worker;
import junretsu.jobs.factor.Certainty;
import junretsu.jobs.factor.Factoring;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.Turn;
import junretsu.jobs.queue.Turns;

/** One worker: takes a turn, works on its job for a slice, and gives it back. */
final class JobWorker implements Worker {
    private static final long UNKNOWN = -1;

    private final int number;
    private final Turns turns;
    private final JobCounts counts;
    private final long jobTimeNanos;
    private final BegunJobs begun;
    private final ResultCache cache;
    private final IdleWorkers idle;
    private final SliceWatch watch;
    private final LongSupplier cpuNanos;

    /** CPU time of this thread when the last slice ended; unknown when it waited since. */
    private long cpuFrom = UNKNOWN;

    JobWorker(
            int number,
            Turns turns,
            JobCounts counts,
            long jobTimeNanos,
            BegunJobs begun,
            ResultCache cache,
            IdleWorkers idle,
            SliceWatch watch,
            LongSupplier cpuNanos) {
        this.number = number;
        this.turns = turns;
        this.counts = counts;
        this.jobTimeNanos = jobTimeNanos;
        this.begun = begun;
        this.cache = cache;
        this.idle = idle;
        this.watch = watch;
        this.cpuNanos = cpuNanos;
    }

    @Override
    public String role() {
        return "job-worker-" + number;
    }

    @Override
    public void onStart() {
        idle.start(number);
        LowPriority.ask();
    }

    @Override
    public int doWork() {
        begun.sweep();
        idle.enter(number);
        Turn turn = turns.take(number);
        if (turn == null) {
            cpuFrom = UNKNOWN;
            return 0;
        }
        idle.leave(number);
        idle.wakeOne();
        JobResult known = cache.find(turn.job().number());
        if (known == null) {
            work(turn);
        } else {
            begun.forget(turn.job().id());
            counts.add(JobEvent.CACHE_HIT, 1);
            turns.finish(turn, 0, known);
        }
        return 1;
    }

    private void work(Turn turn) {
        long from = cpuFrom == UNKNOWN ? cpuNanos.getAsLong() : cpuFrom;
        Begun job;
        JobResult result;
        try {
            job = begun.begin(turn.job(), number);
            result = run(turn, job, from);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            begun.forget(turn.job().id());
            turns.died(turn, used(from), "the worker failed: " + e);
            return;
        }
        giveBack(turn, job, result, used(from));
    }

    /** Returns the result; null when the job is to go on another time. */
    private JobResult run(Turn turn, Begun job, long from) {
        Factoring factoring = job.factoring();
        if (turn.hasSeat()) {
            factoring.grantSeat();
        }
        long jobEnd = from + jobTimeNanos - job.cpuNanos();
        watch.begin(turn, from, Math.min(jobEnd, from + turns.sliceNanos()));
        boolean isDone = factoring.run(watch);
        while (!isDone && !turn.hasSeat() && factoring.isInSieve() && mayGoOn(factoring, jobEnd)) {
            long now = cpuNanos.getAsLong();
            watch.extend(now, Math.min(jobEnd, now + turns.sliceNanos()));
            isDone = factoring.run(watch);
        }
        boolean isTimeUp = !isDone && !watch.isUnwanted() && cpuNanos.getAsLong() >= jobEnd;
        if (isTimeUp) {
            factoring.settle();
        }
        if (factoring.isDone()) {
            JobResult result = result(factoring, null);
            cache.keep(turn.job().number(), result);
            return result;
        }
        return isTimeUp ? result(factoring, factoring.rest().toString()) : null;
    }

    /** Returns whether a sieve's slice is made longer: there is no room for one more, and its end gives room back. */
    private boolean mayGoOn(Factoring factoring, long jobEnd) {
        return !watch.isUnwanted() && !begun.hasRoomFor(factoring.bytes()) && cpuNanos.getAsLong() < jobEnd;
    }

    private long used(long from) {
        cpuFrom = cpuNanos.getAsLong();
        return Math.max(0, cpuFrom - from);
    }

    /**
     * The state is put down before the turn goes back, since another worker may have it at once. Where there is no room
     * for it, it is dropped, and the job begins anew with a seat.
     */
    private void giveBack(Turn turn, Begun job, JobResult result, long used) {
        boolean goesOn = result == null && !watch.isUnwanted();
        boolean hasRoom = turn.hasSeat() || begun.hasRoomFor(job.factoring().bytes());
        if (goesOn && hasRoom) {
            begun.suspend(job, used, turn.hasSeat());
        } else {
            begun.forget(turn.job().id());
        }
        if (result != null) {
            turns.finish(turn, used, result);
        } else if (goesOn && !turn.hasSeat() && (!hasRoom || job.factoring().needsSeat())) {
            turns.awaitSeat(turn, used);
        } else {
            turns.suspend(turn, used);
        }
    }

    /** 0, which has no primes, is its own answer. */
    private static JobResult result(Factoring factoring, String rest) {
        List<String> primes = factoring.rest().signum() == 0
                ? List.of("0")
                : factoring.primes().stream().map(BigInteger::toString).toList();
        return new JobResult(primes, rest, factoring.certainty() == Certainty.PROVEN);
    }
}
