package junretsu.jobs.work;

import java.math.BigInteger;
import java.util.List;
import junretsu.jobs.factor.Factoring;
import junretsu.jobs.queue.Job;

/**
 * A job that was begun here, with the state of its factoring. Used by the worker that has its turn; any thread may
 * {@link #look}.
 */
final class Begun {
    /** Its state between two slices. */
    private record Stand(String method, double progress, int slices, long cpuNanos, List<BigInteger> primes) {}

    private static final int NOBODY = -1;

    private final Factoring factoring;
    private volatile Job job;
    private volatile int worker = NOBODY;
    private volatile Stand stand = new Stand("trial division", -1, 0, 0, List.of());

    /** The memory that its state is taken to hold; 0 while a worker is at it. Guarded by {@link BegunJobs}. */
    long bytes;

    /** Looks in a row at which nobody had to keep it: the sweeper's own. */
    int unwanted;

    /** @throws NumberFormatException when the job's number is none */
    Begun(Job job) {
        this.job = job;
        factoring = new Factoring(new BigInteger(job.number()));
    }

    Factoring factoring() {
        return factoring;
    }

    void begin(Job asItIs, int by) {
        job = asItIs;
        worker = by;
    }

    /** Takes note of a slice after which it is not done. */
    void suspend(long usedNanos) {
        stand = new Stand(
                factoring.method(),
                factoring.progress(),
                stand.slices + 1,
                stand.cpuNanos + usedNanos,
                factoring.primes());
        worker = NOBODY;
    }

    boolean isAtWork() {
        return worker != NOBODY;
    }

    /** CPU time of the slices that ended here. */
    long cpuNanos() {
        return stand.cpuNanos;
    }

    Running look() {
        Stand now = stand;
        return new Running(job, worker, now.method, now.progress, now.slices, now.cpuNanos, now.primes);
    }
}
