package junretsu.jobs.factor;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Chooses the leading coefficients a of the polynomials: products of primes of the factor base, none twice, each as
 * near as can be to the size at which a polynomial's values are smallest.
 */
final class LeadingFactors {
    private static final int POOL_MIN = 24;
    private static final int TRIES = 20;

    private final FactorBase base;
    private final double target;
    private final int count;
    private final int low;
    private final int high;
    private final int first;
    private final Set<List<Integer>> used = new HashSet<>();
    private final SplittableRandom random;

    /**
     * @param target the best coefficient's natural logarithm
     * @param multiplier its primes are not taken
     */
    LeadingFactors(FactorBase base, double target, int multiplier, long seed) {
        this.base = base;
        this.target = target;
        random = new SplittableRandom(seed);
        first = firstUsable(base, multiplier);
        double largest = Math.log(base.largest());
        double usual = Math.min(Math.log(2_000), largest - 0.7);
        count = Math.max(2, (int) Math.round(target / usual));
        int middle = base.indexOf((int) Math.exp(target / count));
        int half = Math.max(POOL_MIN / 2, middle / 3);
        low = Math.max(first, Math.min(middle - half, base.size() - 2 * half));
        high = Math.min(base.size(), low + 2 * half);
    }

    private static int firstUsable(FactorBase base, int multiplier) {
        int index = 1;
        for (int i = 1; i < base.size() && base.primes[i] <= multiplier; i++) {
            if (multiplier % base.primes[i] == 0) {
                index = i + 1;
            }
        }
        return index;
    }

    /** The indexes of the next coefficient's primes, ascending. */
    int[] next() {
        int[] best = null;
        double bestError = Double.MAX_VALUE;
        for (int tries = 0; tries < TRIES || best == null; tries++) {
            int[] indexes = draw(tries / TRIES);
            if (indexes != null) {
                double error = Math.abs(logarithm(indexes) - target);
                if (error < bestError && !used.contains(key(indexes))) {
                    bestError = error;
                    best = indexes;
                }
            }
            if (tries > 1_000 && best == null) {
                throw new IllegalStateException("the sieve ran out of polynomials");
            }
        }
        used.add(key(best));
        return best;
    }

    private static List<Integer> key(int[] indexes) {
        return IntStream.of(indexes).boxed().toList();
    }

    private double logarithm(int[] indexes) {
        double sum = 0;
        for (int index : indexes) {
            sum += Math.log(base.primes[index]);
        }
        return sum;
    }

    /**
     * All but one at random from the pool, the last one as it fits; null when it would be one of the others.
     *
     * @param spread so many places beside the fit the last one may lie: of two primes, those that fit are soon used up
     */
    private int[] draw(int spread) {
        int[] indexes = new int[count];
        double sum = 0;
        for (int i = 0; i < count - 1; i++) {
            indexes[i] = random.nextInt(low, high);
            sum += Math.log(base.primes[indexes[i]]);
        }
        double wanted = Math.exp(Math.min(target - sum, 21));
        int fit = base.indexOf((int) wanted) + random.nextInt(-spread, spread + 1);
        int last = Math.max(first, Math.min(base.size() - 1, fit));
        indexes[count - 1] = last;
        Arrays.sort(indexes);
        for (int i = 1; i < count; i++) {
            if (indexes[i] == indexes[i - 1]) {
                return null;
            }
        }
        return indexes;
    }
}
