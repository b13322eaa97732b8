package junretsu.jobs.factor;

import java.util.Arrays;

/**
 * The first stage of the elliptic curve method as a program: it multiplies a point by every prime power up to a bound.
 * A program depends on the bound alone, so it is made once and run on every curve.
 *
 * <p>An instruction is one int: bits 0 to 3 the point that is set, 4 to 7 and 8 to 11 the points that are added, 12 to 15
 * their difference, or {@link #DOUBLE} to double the first, or {@link #COPY} to copy it.
 */
final class StageOne {
    static final int POINTS = LucasChain.POINTS;
    static final int DOUBLE = 15;
    static final int COPY = 14;

    private final int bound;
    private int[] program = new int[64];
    private int length;
    private int result;

    /** @param bound of the prime powers, from 3 on */
    StageOne(int bound) {
        this.bound = bound;
        LucasChain chain = new LucasChain();
        for (int prime : SmallPrimes.upTo(bound)) {
            for (long power = prime; power <= bound; power *= prime) {
                append(chain, prime);
            }
        }
        program = Arrays.copyOf(program, length);
    }

    private void append(LucasChain chain, int prime) {
        result = chain.multiply(prime, result);
        if (length + chain.length() > program.length) {
            program = Arrays.copyOf(program, 2 * program.length + chain.length());
        }
        System.arraycopy(chain.program(), 0, program, length, chain.length());
        length += chain.length();
    }

    int bound() {
        return bound;
    }

    /** The instructions; not to be changed. */
    int[] program() {
        return program;
    }

    /** The point that holds the result; the point to begin with is expected in 0. */
    int result() {
        return result;
    }
}
