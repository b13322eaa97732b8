package junretsu.numbers.serve;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import junretsu.numbers.NumberWire;

/**
 * Which of the 10⁹ numbers have been seen: a bit each, in pieces that are there only once they are touched, 125 MB at most. Any
 * number of threads may add; each number is new to exactly one of them.
 *
 * <p>A random number's bit is in no cache and its page in no TLB, which costs some 100 ns. So a batch first reads all its words
 * with nothing that depends on them, which lets the core fetch many at once, and only then sets the bits: a compare-and-set
 * waits for everything before it, and finds its line at hand.
 */
final class NumberSet {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    /** 2²⁰ numbers, 128 KiB. */
    private static final int PIECE_BITS = 20;

    private static final int PIECE_WORDS = 1 << (PIECE_BITS - 6);
    private static final int WORD_MASK = PIECE_WORDS - 1;
    private static final int PIECES = (NumberWire.NUMBERS >>> PIECE_BITS) + 1;

    private final AtomicReferenceArray<long[]> pieces = new AtomicReferenceArray<>(PIECES);

    /**
     * Adds {@code numbers[0 .. count)}.
     *
     * @param isNew told of each, in order, whether it was not in the set before
     * @return how many were new
     */
    int add(int[] numbers, int count, boolean[] isNew) {
        touch(numbers, count);
        int added = 0;
        for (int i = 0; i < count; i++) {
            boolean fresh = add(numbers[i]);
            isNew[i] = fresh;
            added += fresh ? 1 : 0;
        }
        return added;
    }

    boolean add(int number) {
        long[] piece = piece(number);
        int word = (number >>> 6) & WORD_MASK;
        long bit = 1L << number;
        long old = (long) WORDS.getOpaque(piece, word);
        while ((old & bit) == 0) {
            long seen = (long) WORDS.compareAndExchange(piece, word, old, old | bit);
            if (seen == old) {
                return true;
            }
            old = seen;
        }
        return false;
    }

    private void touch(int[] numbers, int count) {
        long all = 0;
        for (int i = 0; i < count; i++) {
            all |= piece(numbers[i])[(numbers[i] >>> 6) & WORD_MASK];
        }
        // Never so: bit 63 of the last word would be a number beyond 10⁹. It keeps the reads from being left out.
        if (all == 0 && count < 0) {
            throw new AssertionError();
        }
    }

    private long[] piece(int number) {
        int index = number >>> PIECE_BITS;
        long[] piece = pieces.getAcquire(index);
        return piece != null ? piece : makePiece(index);
    }

    private long[] makePiece(int index) {
        long[] made = new long[PIECE_WORDS];
        long[] there = pieces.compareAndExchange(index, null, made);
        return there == null ? made : there;
    }
}
