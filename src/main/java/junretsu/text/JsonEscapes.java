package junretsu.text;

/** The escapes of JSON strings, backslashes and what follows them. */
final class JsonEscapes {
    private static final String LETTERS = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    private JsonEscapes() {}

    /** Returns true for the bytes that may follow a backslash, but for the u. */
    static boolean isShort(int c) {
        return LETTERS.indexOf(c) >= 0;
    }

    /**
     * Returns the UTF-16 unit of the six bytes of an escape such as \\u00e4, or a negative number when its last four
     * are not all hexadecimal digits.
     */
    static int unit(byte[] bytes, int at) {
        return digit(bytes[at + 2]) << 12
                | digit(bytes[at + 3]) << 8
                | digit(bytes[at + 4]) << 4
                | digit(bytes[at + 5]);
    }

    private static int digit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = c | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /**
     * Copies a string whose escapes have been checked, each escape as the character that it stands for. The two arrays
     * may be one if the copy does not begin after the string, since it is never longer.
     *
     * @return where the copy ends
     */
    static int decode(byte[] bytes, int start, int stop, byte[] into, int at) {
        int from = start;
        int to = at;
        while (from < stop) {
            byte c = bytes[from];
            if (c != '\\') {
                into[to++] = c;
                from++;
            } else if (bytes[from + 1] != 'u') {
                into[to++] = (byte) MEANINGS.charAt(LETTERS.indexOf(bytes[from + 1]));
                from += 2;
            } else {
                char unit = (char) unit(bytes, from);
                boolean pair = Character.isHighSurrogate(unit);
                int character = pair ? Character.toCodePoint(unit, (char) unit(bytes, from + 6)) : unit;
                from += pair ? 12 : 6;
                to = Utf8.put(into, to, character);
            }
        }
        return to;
    }
}
