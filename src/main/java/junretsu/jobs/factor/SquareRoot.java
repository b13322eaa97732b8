package junretsu.jobs.factor;

import java.math.BigInteger;
import java.util.List;

/**
 * Multiplies the sets of a dependency: X^2 and Y^2 are the same modulo n, so that n may have a factor in common with
 * X - Y.
 */
final class SquareRoot {
    private final BigInteger n;
    private final FactorBase base;
    private final Relations relations;
    private final int[] dependency;
    private final int[] exponents;
    private BigInteger x = BigInteger.ONE;
    private BigInteger y = BigInteger.ONE;
    private int nextSet;
    private int nextPrime;

    SquareRoot(BigInteger n, FactorBase base, Relations relations, int[] dependency) {
        this.n = n;
        this.base = base;
        this.relations = relations;
        this.dependency = dependency;
        exponents = new int[base.size() + 1];
    }

    /** Works until {@link #common} is there (true) or the slice is over (false). */
    boolean run(Checkpoint checkpoint) {
        List<int[]> sets = relations.sets();
        while (nextSet < dependency.length) {
            multiply(sets.get(dependency[nextSet++]));
            if (nextSet % 64 == 0 && checkpoint.isOver()) {
                return false;
            }
        }
        while (nextPrime < base.size()) {
            int exponent = exponents[nextPrime + 1];
            if (exponent > 0) {
                BigInteger prime = BigInteger.valueOf(base.primes[nextPrime]);
                y = y.multiply(prime.modPow(BigInteger.valueOf(exponent / 2), n))
                        .mod(n);
            }
            nextPrime++;
            if (nextPrime % 64 == 0 && checkpoint.isOver()) {
                return false;
            }
        }
        return true;
    }

    private void multiply(int[] set) {
        BigInteger large = BigInteger.ONE;
        for (int relation : set) {
            x = x.multiply(relations.x(relation)).mod(n);
            large = large.multiply(relations.large(relation));
            relations.count(relation, exponents);
        }
        y = y.multiply(large.sqrt()).mod(n);
    }

    /** The greatest common divisor of X - Y and n. */
    BigInteger common() {
        if (!x.multiply(x).subtract(y.multiply(y)).mod(n).equals(BigInteger.ZERO)) {
            throw new IllegalStateException("the sieve's squares differ modulo " + n);
        }
        return x.subtract(y).gcd(n);
    }
}
