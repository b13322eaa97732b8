package junretsu.numbers.blast;

import java.util.SplittableRandom;
import junretsu.numbers.NumberWire;

/**
 * All 10⁹ numbers in an order that looks random and needs no memory: a seeded mixing of 30 bits that can be undone, so
 * that no two indexes give one number, walked on until it falls below 10⁹ (cycle walking: J. Black and P. Rogaway,
 * "Ciphers with Arbitrary Finite Domains", 2002). Immutable.
 */
final class NumberPermutation {
    private static final int MASK = (1 << 30) - 1;

    private final int first;
    private final int second;
    private final int offset;

    NumberPermutation(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        first = random.nextInt() | 1;
        second = random.nextInt() | 1;
        offset = random.nextInt();
    }

    /** @param index 0 to 10⁹ - 1 */
    int number(int index) {
        int x = index;
        do {
            x = (x * first + offset) & MASK;
            x ^= x >>> 15;
            x = (x * second) & MASK;
            x ^= x >>> 13;
        } while (x >= NumberWire.NUMBERS);
        return x;
    }
}
