package junretsu.numbers.serve;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import junretsu.numbers.NumberWire;

/**
 * The set of the numbers seen, out of 10⁹: a bit each, in pieces that are allocated once they are touched, 125 MB at
 * most. Any number of threads may add; each number is new to exactly one of them.
 */
final class NumberSet {
    /** 2²⁷ numbers, 16 MiB: an array so large that G1, with regions as it chooses them, never moves it. */
    private static final int PIECE_BITS = 27;

    private static final int PIECES = (NumberWire.NUMBERS >>> PIECE_BITS) + 1;

    /**
     * The bytes that Java's heap must be able to grow to: the whole set and everything else, whichever collector is
     * used.
     */
    static final long HEAP_BYTES = 224L << 20;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PIECE_WORDS = 1 << (PIECE_BITS - 6);
    private static final int WORD_MASK = PIECE_WORDS - 1;

    /** A thread that sees a piece sees its words as 0 or newer, so that it may be read without any memory order. */
    private final long[][] pieces = new long[PIECES][];

    /** The word that the number's bit is in. */
    long word(int number) {
        return piece(number)[(number >>> 6) & WORD_MASK];
    }

    /** @return true when it was not in the set before */
    boolean add(int number) {
        long[] piece = piece(number);
        int word = (number >>> 6) & WORD_MASK;
        long bit = 1L << number;
        long old = (long) WORD.getOpaque(piece, word);
        while ((old & bit) == 0) {
            long seen = (long) WORD.compareAndExchange(piece, word, old, old | bit);
            if (seen == old) {
                return true;
            }
            old = seen;
        }
        return false;
    }

    private long[] piece(int number) {
        long[] piece = pieces[number >>> PIECE_BITS];
        return piece != null ? piece : makePiece(number >>> PIECE_BITS);
    }

    /** Makes a piece; synchronized, so that two threads do not make the same one. */
    private synchronized long[] makePiece(int index) {
        if (pieces[index] == null) {
            pieces[index] = new long[PIECE_WORDS];
        }
        return pieces[index];
    }
}
