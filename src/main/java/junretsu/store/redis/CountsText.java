package junretsu.store.redis;

import java.util.Arrays;

/**
 * How 256 counts travel: decimal, button 0 first, a space between, without the zeros at the end. Not thread-safe: the
 * buffer is used over and over.
 */
final class CountsText {
    static final int BUTTONS = 256;

    /** Digits of {@link Long#MAX_VALUE} and a space. */
    private static final int WORD_MAX = 20;

    private final byte[] buffer = new byte[BUTTONS * WORD_MAX];

    byte[] format(long[] counts) {
        int start = buffer.length;
        for (int button = lastNonZero(counts); button >= 0; button--) {
            start = prepend(counts[button], start);
        }
        return start == buffer.length ? new byte[0] : Arrays.copyOfRange(buffer, start, buffer.length - 1);
    }

    /** @throws IllegalArgumentException when it is no such text */
    static long[] parse(byte[] text) {
        long[] counts = new long[BUTTONS];
        int button = 0;
        for (byte c : text) {
            if (c == ' ') {
                button++;
            } else if (c < '0' || c > '9' || button >= BUTTONS) {
                throw new IllegalArgumentException("not 256 counts");
            } else {
                counts[button] = counts[button] * 10 + (c - '0');
            }
        }
        return counts;
    }

    private static int lastNonZero(long[] counts) {
        int button = counts.length - 1;
        while (button >= 0 && counts[button] == 0) {
            button--;
        }
        return button;
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
