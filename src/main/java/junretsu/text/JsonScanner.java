package junretsu.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The tokens of a JSON text: white space, strings, numbers and literals in a range of bytes, checked as they are
 * passed. Strings are searched eight bytes at a time for the bytes that end them or need a look: the quote, the
 * backslash, controls and all from 0x80 on. Nothing outside of the range is read. Not thread-safe.
 */
final class JsonScanner {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x80 * ONES;
    private static final int LONG_DIGITS = 19;

    private final int stringMax;
    private final int numberMax;

    private byte[] bytes;

    /** Of the text's first byte, which may be in another array. */
    private int first;

    private int end;

    /** Of the next byte to be read. */
    int at;

    /** Of the string or number read last: its first byte, the one after it, whether it has escapes. */
    int start;

    int stop;
    boolean escaped;

    /** Of the number read last: whether it has neither fraction nor exponent; whether it fits; its value if so. */
    boolean whole;

    boolean fits;
    long value;

    JsonScanner(JsonLimits limits) {
        stringMax = limits.stringLength();
        numberMax = limits.numberLength();
    }

    void reset(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        first = offset;
        end = offset + length;
        at = offset;
    }

    /** @param before bytes of the text in front of these */
    void resume(byte[] bytes, int offset, int length, int before) {
        reset(bytes, offset, length);
        first = offset - before;
    }

    void refuseByteOrderMark() {
        if ((word(first) & 0xffffff) == 0xbfbbef) {
            throw problem(first, "a byte order mark is no part of JSON");
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** Passes white space and returns the byte after it, without passing that; 0 at the end. */
    int token() {
        if (at < end) {
            int c = bytes[at];
            if (c > ' ') {
                return c;
            }
        }
        return tokenAfterSpace();
    }

    private int tokenAfterSpace() {
        int i = at;
        while (i < end && isSpace(bytes[i])) {
            i++;
        }
        at = i;
        return i < end ? bytes[i] : 0;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    boolean isAtEnd() {
        token();
        return at == end;
    }

    /** Passes a string whose opening quote is the next byte. */
    void string() {
        int i = at + 1;
        start = i;
        escaped = false;
        while (true) {
            long special = special(word(i));
            if (special == 0) {
                i += 8;
                continue;
            }
            i += Long.numberOfTrailingZeros(special) >>> 3;
            if (i < end && bytes[i] == '"') {
                break;
            }
            i = passSpecial(i);
        }
        stop = i;
        at = i + 1;
        if (i - start > stringMax) {
            throw problem(start, "the string is longer than " + stringMax + " bytes");
        }
    }

    /** Writes a string that has been passed over itself, without escapes, and returns its length. */
    int unescape(int from, int to) {
        return JsonEscapes.decode(bytes, from, to, bytes, from) - from;
    }

    /** Copies the string passed last, without escapes, and returns where the copy ends. */
    int copy(byte[] into, int at) {
        if (escaped) {
            return JsonEscapes.decode(bytes, start, stop, into, at);
        }
        System.arraycopy(bytes, start, into, at, stop - start);
        return at + stop - start;
    }

    String text() {
        if (!escaped) {
            return Utf8.string(bytes, start, stop - start);
        }
        byte[] text = new byte[stop - start];
        return Utf8.string(text, 0, copy(text, 0));
    }

    /**
     * Passes a string of up to 7 plain bytes, whose opening quote is the next byte.
     *
     * @return its word, as {@link JsonKey} has it, or -1 when it is another kind of string and nothing was passed
     */
    long shortString() {
        int i = at + 1;
        long word = word(i);
        int bits = Long.numberOfTrailingZeros(special(word)) & ~7;
        if ((word >>> bits & 0xff) != '"' || bits >>> 3 > stringMax) {
            return -1;
        }
        start = i;
        stop = i + (bits >>> 3);
        at = stop + 1;
        return word & (1L << bits) - 1 | (long) bits << 53;
    }

    /**
     * The highest bit of each byte that is a quote, a backslash, below 0x20 or above 0x7f. Bits above the lowest one
     * may be wrong, since a borrow goes upwards. With 0x02 flipped, the quote (0x22) comes next to the controls and the
     * space (0x20) away from them; of the bytes above 0x7f each keeps its highest bit in one of the two differences.
     */
    private static long special(long word) {
        return ((word ^ 0x02 * ONES) - 0x21 * ONES | (word ^ '\\' * ONES) - ONES) & HIGH_BITS;
    }

    /** Eight bytes, the first one lowest; zero for those after the end. */
    private long word(int i) {
        return i <= end - 8 ? (long) LONG.get(bytes, i) : lastWord(i);
    }

    private long lastWord(int from) {
        long word = 0;
        for (int i = end - 1; i >= from; i--) {
            word = word << 8 | bytes[i] & 0xff;
        }
        return word;
    }

    private int passSpecial(int i) {
        if (i >= end) {
            throw problem(end, "the string does not end");
        }
        int c = bytes[i];
        if (c < 0) {
            return passCharacters(i);
        }
        if (c != '\\') {
            throw problem(i, "a control character must be escaped");
        }
        escaped = true;
        return passEscape(i);
    }

    private int passCharacters(int from) {
        int i = from;
        while (i < end && bytes[i] < 0) {
            int length = Utf8.length(bytes, i, end);
            if (length == 0) {
                throw problem(i, "this is not UTF-8");
            }
            i += length;
        }
        return i;
    }

    private int passEscape(int i) {
        int c = i + 1 < end ? bytes[i + 1] : 0;
        if (c != 'u') {
            if (JsonEscapes.isShort(c)) {
                return i + 2;
            }
            throw problem(i, "this is no escape of JSON");
        }
        int unit = unit(i);
        if (Character.isHighSurrogate((char) unit)) {
            if (i + 7 < end
                    && bytes[i + 6] == '\\'
                    && bytes[i + 7] == 'u'
                    && Character.isLowSurrogate((char) unit(i + 6))) {
                return i + 12;
            }
        } else if (!Character.isLowSurrogate((char) unit)) {
            return i + 6;
        }
        throw problem(i, "half of a surrogate pair is no character");
    }

    private int unit(int i) {
        int unit = i + 6 <= end ? JsonEscapes.unit(bytes, i) : -1;
        if (unit < 0) {
            throw problem(i, "four hexadecimal digits were expected after \\u");
        }
        return unit;
    }

    /** Passes a number: {@code -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?}. */
    void number() {
        start = at;
        escaped = false;
        boolean negative = byteAt(at) == '-';
        int from = negative ? at + 1 : at;
        int i = digits(from);
        if (bytes[from] == '0' && i > from + 1) {
            throw problem(start, "a number has no zero in front");
        }
        fits = i - from <= LONG_DIGITS && fits(from, i, negative);
        int c = byteAt(i);
        whole = c != '.' && (c | 0x20) != 'e';
        if (c == '.') {
            i = digits(i + 1);
        }
        if ((byteAt(i) | 0x20) == 'e') {
            int sign = byteAt(i + 1);
            i = digits(sign == '+' || sign == '-' ? i + 2 : i + 1);
        }
        fits &= whole;
        stop = i;
        at = i;
        if (i - start > numberMax) {
            throw problem(start, "the number is longer than " + numberMax + " bytes");
        }
    }

    /** Nineteen digits fit 64 bits without a sign, so the highest bit tells what does not fit with one. */
    private boolean fits(int from, int to, boolean negative) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum = sum * 10 + (bytes[i] - '0');
        }
        value = negative ? -sum : sum;
        return sum >= 0 || negative && sum == Long.MIN_VALUE;
    }

    private int digits(int from) {
        int i = from;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        if (i == from) {
            throw problem(i, "a digit was expected");
        }
        return i;
    }

    private int byteAt(int i) {
        return i < end ? bytes[i] : 0;
    }

    /** Passes this word, which must come next. */
    void literal(String word, String sentenceIfNot) {
        for (int i = 0; i < word.length(); i++) {
            if (byteAt(at + i) != word.charAt(i)) {
                throw problem(at, sentenceIfNot);
            }
        }
        at += word.length();
    }

    /** @param i in the array, not in the range */
    JsonException problem(int i, String sentence) {
        return new JsonException(i - first, sentence);
    }
}
