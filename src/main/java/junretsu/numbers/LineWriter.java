package junretsu.numbers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as lines: nine digits and LF, three digits at a time from a table. May be used by any thread. */
public final class LineWriter {
    /** Three digits as a little-endian word, by the number from 0 to 999. */
    private static final int[] THREE_DIGITS = new int[1_000];

    static {
        for (int i = 0; i < THREE_DIGITS.length; i++) {
            THREE_DIGITS[i] = ('0' + i / 100) | ('0' + i / 10 % 10) << 8 | ('0' + i % 10) << 16;
        }
    }

    private LineWriter() {}

    /**
     * Puts a line at the position and moves it.
     *
     * @param lines little-endian, with room for a line
     */
    public static void write(int number, ByteBuffer lines) {
        assert lines.order() == ByteOrder.LITTLE_ENDIAN;
        int position = lines.position();
        int high = number / 1_000_000;
        int rest = number - high * 1_000_000;
        int middle = rest / 1_000;
        long word = THREE_DIGITS[high]
                | (long) THREE_DIGITS[middle] << 24
                | (long) THREE_DIGITS[rest - middle * 1_000] << 48;
        lines.putLong(position, word);
        lines.putShort(position + 8, (short) (THREE_DIGITS[rest - middle * 1_000] >>> 16 | '\n' << 8));
        lines.position(position + NumberWire.LINE_BYTES);
    }
}
