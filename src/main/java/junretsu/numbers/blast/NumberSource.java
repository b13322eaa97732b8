package junretsu.numbers.blast;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import junretsu.numbers.LineWriter;
import junretsu.numbers.NumberWire;

/**
 * The lines of one connection. After n lines, exactly ⌈n · share⌉ of them were numbers that no other line of the whole load had
 * before; the others repeat one that this connection has sent. Not thread-safe.
 */
final class NumberSource {
    private final NumberPermutation order;
    private final double uniqueShare;
    private final int connections;
    private final int connection;
    private final int uniqueMax;
    private final SplittableRandom random;
    private long lines;
    private int unique;

    /** @param uniqueShare 0 to 1 */
    NumberSource(long seed, double uniqueShare, int connections, int connection) {
        this.order = new NumberPermutation(seed);
        this.uniqueShare = uniqueShare;
        this.connections = connections;
        this.connection = connection;
        this.uniqueMax = NumberWire.NUMBERS / connections;
        this.random = new SplittableRandom(seed + connection + 1);
    }

    /** Puts so many lines down. @param buffer little-endian, with room for them */
    void write(int count, ByteBuffer buffer) {
        for (int i = 0; i < count; i++) {
            LineWriter.write(next(), buffer);
        }
    }

    long lines() {
        return lines;
    }

    int unique() {
        return unique;
    }

    private int next() {
        lines++;
        if (unique == 0 || (unique < Math.ceil(lines * uniqueShare) && unique < uniqueMax)) {
            return number(unique++);
        }
        return number(random.nextInt(unique));
    }

    /** The unique number with that index among this connection's. */
    int number(int index) {
        return order.number(index * connections + connection);
    }
}
