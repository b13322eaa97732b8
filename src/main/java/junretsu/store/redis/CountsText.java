package junretsu.store.redis;

import java.util.Arrays;

/**
 * Counts as text: decimal, in the order of their fields, with a space between, without the zeros at the end. Not
 * thread-safe: the buffer is reused.
 */
final class CountsText {
    /** Digits of {@link Long#MAX_VALUE} and a space. */
    private static final int WORD_MAX = 20;

    private final int size;
    private final byte[] buffer;

    /** @param size how many counts there are */
    CountsText(int size) {
        this.size = size;
        buffer = new byte[size * WORD_MAX];
    }

    /** @throws IllegalArgumentException when a count is negative */
    byte[] format(long[] counts) {
        int start = buffer.length;
        for (int i = lastNonZero(counts); i >= 0; i--) {
            if (counts[i] < 0) {
                throw new IllegalArgumentException("count " + i + " is negative: " + counts[i]);
            }
            start = prepend(counts[i], start);
        }
        return start == buffer.length ? new byte[0] : Arrays.copyOfRange(buffer, start, buffer.length - 1);
    }

    /** @throws IllegalArgumentException when it is no such text */
    long[] parse(byte[] text) {
        long[] counts = new long[size];
        int i = 0;
        for (byte c : text) {
            if (c == ' ') {
                i++;
            } else if (c < '0' || c > '9' || i >= size) {
                throw new IllegalArgumentException("not " + size + " counts");
            } else {
                counts[i] = counts[i] * 10 + (c - '0');
            }
        }
        return counts;
    }

    private static int lastNonZero(long[] counts) {
        int i = counts.length - 1;
        while (i >= 0 && counts[i] == 0) {
            i--;
        }
        return i;
    }

    private int prepend(long count, int end) {
        int at = end;
        buffer[--at] = ' ';
        long rest = count;
        do {
            buffer[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        return at;
    }
}
