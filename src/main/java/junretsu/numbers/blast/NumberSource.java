package junretsu.numbers.blast;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.SplittableRandom;
import junretsu.config.Share;
import junretsu.numbers.LineWriter;
import junretsu.numbers.NumberWire;

/**
 * The lines of one connection. After n lines, exactly ⌈n · share⌉ of them were numbers that no other line of the whole
 * load had before, at least 1 and at most as many as there are for this connection; the others repeat one that it has
 * sent. Not thread-safe.
 */
final class NumberSource {
    private final NumberPermutation order;
    private final Share uniqueShare;
    private final long numerator;
    private final long denominator;
    private final int connections;
    private final int connection;
    private final int uniqueMax;
    private final SplittableRandom random;
    private long lines;
    private int unique;

    /**
     * Lines · numerator − unique · denominator, at most 0 between lines: above 0, a new number is due. 0 when there are
     * no more.
     */
    private long owed;

    /**
     * Makes the source of one of several connections.
     *
     * @param uniqueShare of the lines that are new numbers
     * @param connection from 0
     */
    NumberSource(long seed, Share uniqueShare, int connections, int connection) {
        this.order = new NumberPermutation(seed);
        this.uniqueShare = uniqueShare;
        this.numerator = uniqueShare.numerator();
        this.denominator = uniqueShare.denominator();
        this.connections = connections;
        this.connection = connection;
        this.uniqueMax = NumberWire.NUMBERS / connections + (connection < NumberWire.NUMBERS % connections ? 1 : 0);
        this.random = new SplittableRandom(seed + connection + 1);
    }

    /**
     * Puts so many lines into a buffer.
     *
     * @param buffer little-endian, with room for them
     */
    void write(int count, ByteBuffer buffer) {
        int next = unique;
        long owing = owed;
        long share = next == uniqueMax ? 0 : numerator;
        for (int i = 0; i < count; i++) {
            owing += share;
            int index;
            if (owing > 0 || next == 0) {
                index = next++;
                owing -= denominator;
                if (next == uniqueMax) {
                    owing = 0;
                    share = 0;
                }
            } else {
                index = random.nextInt(next);
            }
            LineWriter.write(number(index), buffer);
        }
        lines += count;
        owed = owing;
        unique = next;
    }

    /** The number of lines written so far. */
    long lines() {
        return lines;
    }

    /** The number of unique ones among the first so many lines. */
    int unique(long firstLines) {
        if (firstLines == 0) {
            return 0;
        }
        return (int) Math.max(1, Math.min(uniqueMax, uniqueShare.ceilOf(firstLines)));
    }

    /** Puts the numbers of the first so many lines into a set. */
    void addNumbers(long firstLines, BitSet numbers) {
        for (int i = 0; i < unique(firstLines); i++) {
            numbers.set(number(i));
        }
    }

    private int number(int index) {
        return order.number(index * connections + connection);
    }
}
