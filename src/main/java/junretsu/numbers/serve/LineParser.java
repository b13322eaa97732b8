package junretsu.numbers.serve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import junretsu.numbers.NumberWire;

/**
 * Reads the lines of one connection. Eight digits are checked and turned into a number as one word; see "Faster Integer
 * Parsing" by I. Kutsenok and "Quickly parsing eight digits" by D. Lemire for the three multiplications.
 *
 * <pre>
 *   byte     0 1 2 3 4 5 6 7   8   9
 *            \------word----/ digit LF
 * </pre>
 *
 * To be used by one thread.
 */
final class LineParser {
    /** The reason for which {@link #parse} stopped. */
    enum Stop {
        /** All whole lines were taken, or the numbers' room is full. */
        MORE,
        /** The line at the position is rejected: it is neither a number nor {@code terminate}. */
        BAD_LINE,
        /** The line at the position was {@code terminate}, and has been taken. */
        TERMINATE
    }

    private final boolean takesCrlf;
    private final boolean takesTerminate;
    private int count;

    /**
     * @param takesCrlf whether CR LF ends a line as well as LF
     * @param takesTerminate whether {@code terminate} is accepted; otherwise it is rejected
     */
    LineParser(boolean takesCrlf, boolean takesTerminate) {
        this.takesCrlf = takesCrlf;
        this.takesTerminate = takesTerminate;
    }

    /**
     * Takes the whole lines from the buffer's position on, and moves it behind them. An incomplete line is left, unless
     * its beginning already shows that it is rejected.
     *
     * @param input little-endian
     * @param numbers filled from 0 on; {@link #count} is their number
     */
    Stop parse(ByteBuffer input, int[] numbers) {
        assert input.order() == ByteOrder.LITTLE_ENDIAN;
        count = 0;
        while (count < numbers.length) {
            takePlainLines(input, numbers);
            if (count < numbers.length && !takeOtherLine(input, numbers)) {
                return classify(input);
            }
        }
        return Stop.MORE;
    }

    /** The number of numbers that the last call stored. */
    int count() {
        return count;
    }

    /** Takes lines of nine digits and LF, as long as they follow one another. */
    private void takePlainLines(ByteBuffer input, int[] numbers) {
        int position = input.position();
        int last = input.limit() - NumberWire.LINE_BYTES;
        int n = count;
        while (position <= last && n < numbers.length) {
            long word = input.getLong(position);
            int digit = input.get(position + 8) - '0';
            if (!isEightDigits(word) || digit < 0 || digit > 9 || input.get(position + 9) != '\n') {
                break;
            }
            numbers[n++] = eightDigits(word) * 10 + digit;
            position += NumberWire.LINE_BYTES;
        }
        count = n;
        input.position(position);
    }

    /** Takes a line of nine digits, CR and LF, where that is accepted. */
    private boolean takeOtherLine(ByteBuffer input, int[] numbers) {
        int position = input.position();
        int end = position + NumberWire.DIGITS;
        if (!takesCrlf
                || input.limit() - position < NumberWire.LINE_BYTES + 1
                || input.get(end) != '\r'
                || input.get(end + 1) != '\n'
                || !areDigits(input, NumberWire.DIGITS)) {
            return false;
        }
        numbers[count++] = eightDigits(input.getLong(position)) * 10 + input.get(position + 8) - '0';
        input.position(end + 2);
        return true;
    }

    /**
     * Classifies the bytes at the position, which are no number: {@code terminate}, an incomplete line, or a rejected
     * one.
     */
    private Stop classify(ByteBuffer input) {
        int there = Math.min(input.remaining(), NumberWire.DIGITS);
        boolean isWord = takesTerminate && isTerminate(input, there);
        if (!isWord && !areDigits(input, there)) {
            return Stop.BAD_LINE;
        }
        int end = input.position() + NumberWire.DIGITS;
        if (end >= input.limit()) {
            return Stop.MORE;
        }
        boolean hasCr = takesCrlf && input.get(end) == '\r';
        if (hasCr && end + 1 >= input.limit()) {
            return Stop.MORE;
        }
        if (isWord && input.get(hasCr ? end + 1 : end) == '\n') {
            input.position(end + (hasCr ? 2 : 1));
            return Stop.TERMINATE;
        }
        return Stop.BAD_LINE;
    }

    private static boolean isTerminate(ByteBuffer input, int length) {
        for (int i = 0; i < length; i++) {
            if (input.get(input.position() + i) != NumberWire.TERMINATE.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean areDigits(ByteBuffer input, int length) {
        for (int i = 0; i < length; i++) {
            byte b = input.get(input.position() + i);
            if (b < '0' || b > '9') {
                return false;
            }
        }
        return true;
    }

    /** Each byte's high half is 3, also after adding 6, which only 0x3A to 0x3F would carry into it. */
    private static boolean isEightDigits(long word) {
        return ((word & (word + 0x0606060606060606L)) & 0xF0F0F0F0F0F0F0F0L) == 0x3030303030303030L
                && (word & 0xF0F0F0F0F0F0F0F0L) == 0x3030303030303030L;
    }

    /** The first digit is the lowest byte. Pairs, then fours, then eight are put together. */
    private static int eightDigits(long word) {
        long digits = word & 0x0F0F0F0F0F0F0F0FL;
        long pairs = (digits * 2_561) >>> 8 & 0x00FF00FF00FF00FFL;
        long fours = (pairs * 6_553_601) >>> 16 & 0x0000FFFF0000FFFFL;
        return (int) ((fours * 42_949_672_960_001L) >>> 32);
    }
}
