package junretsu.jobs.queue;

import java.util.List;

/**
 * The factors of a number. The product of all primes and the rest is the number. Immutable.
 *
 * @param primes in decimal, ascending, each as often as it divides
 * @param rest in decimal: what could not be factored in time; null when everything was
 * @param proven true when each prime is proven to be one, false when one above 2^64 passed Baillie-PSW
 */
public record JobResult(List<String> primes, String rest, boolean proven) {
    public JobResult {
        primes = List.copyOf(primes);
    }
}
