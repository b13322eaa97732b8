package junretsu.jobs.factor;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The first stage of the elliptic curve method as a program: it multiplies a point by every prime power up to a
 * bound. A program depends on the bound alone, so it is made once, a part at a time when that is first run, for all
 * threads.
 *
 * <p>An instruction is one int: bits 0 to 3 the point that is set, 4 to 7 and 8 to 11 the points that are added, 12
 * to 15 their difference, or {@link #DOUBLE} to double the first, or {@link #COPY} to copy it. Each part expects the
 * point in 0 and leaves the result there.
 */
final class StageOne {
    static final int POINTS = LucasChain.POINTS;
    static final int DOUBLE = 15;
    static final int COPY = 14;

    private static final int PRIMES_A_PART = 128;

    private final int bound;
    private final int[] primes;
    private final AtomicReferenceArray<int[]> parts;

    /** @param bound of the prime powers, from 3 on */
    StageOne(int bound) {
        this.bound = bound;
        primes = SmallPrimes.upTo(bound);
        parts = new AtomicReferenceArray<>((primes.length + PRIMES_A_PART - 1) / PRIMES_A_PART);
    }

    /** Number of parts, which are to be run in their order. */
    int parts() {
        return parts.length();
    }

    /** The instructions of a part; not to be changed. */
    int[] part(int index) {
        int[] part = parts.get(index);
        if (part == null) {
            part = newPart(index * PRIMES_A_PART);
            parts.set(index, part);
        }
        return part;
    }

    private int[] newPart(int from) {
        LucasChain chain = new LucasChain();
        int[] part = new int[0];
        int point = 0;
        for (int i = from; i < Math.min(primes.length, from + PRIMES_A_PART); i++) {
            for (long power = primes[i]; power <= bound; power *= primes[i]) {
                point = chain.multiply(primes[i], point);
                int length = part.length;
                part = Arrays.copyOf(part, length + chain.length());
                System.arraycopy(chain.program(), 0, part, length, chain.length());
            }
        }
        if (point != 0) {
            part = Arrays.copyOf(part, part.length + 1);
            part[part.length - 1] = point << 4 | COPY << 12;
        }
        return part;
    }
}
