package junretsu.jobs.work;

import java.math.BigInteger;
import java.util.List;
import junretsu.jobs.queue.Job;

/**
 * A job that this process works on, as it stood after its last slice. Immutable.
 *
 * @param job as it was when its turn began
 * @param worker number of the thread that is at it; -1 when it is suspended
 * @param method that is at work, such as "ecm" or "sieve"
 * @param progress of a sieve, 0 to 1; negative when it is not known
 * @param slices that it has had here
 * @param cpuNanos that it has used here
 * @param primes found until now, ascending
 */
public record Running(
        Job job, int worker, String method, double progress, int slices, long cpuNanos, List<BigInteger> primes) {
    public Running {
        primes = List.copyOf(primes);
    }
}
