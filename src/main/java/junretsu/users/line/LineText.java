package junretsu.users.line;

import java.nio.charset.StandardCharsets;

/**
 * Texts as Go's encoding/json writes them, since that is what clients have got so far: {@code <}, {@code >}, {@code &},
 * U+2028 and U+2029 are escaped too, and half a surrogate pair is U+FFFD (encoding/json, encode.go, appendString).
 */
final class LineText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final char REPLACEMENT = '\ufffd';

    private static final int LONG_CHARACTERS = 4_096;
    private static final int BYTES_A_CHARACTER_MAX = 6;

    /** For each ASCII character 0 when it is written as it is, its letter after a backslash, or 'u'. */
    private static final byte[] ESCAPES = escapes();

    private LineText() {}

    private static byte[] escapes() {
        byte[] escapes = new byte[0x80];
        for (int c = 0; c < ' '; c++) {
            escapes[c] = 'u';
        }
        for (char c : "<>&".toCharArray()) {
            escapes[c] = 'u';
        }
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes['\t'] = 't';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    /** The most bytes of a text between its quotes. A long one, such as a picture, is looked through for that. */
    static int bytesMax(String text) {
        int length = text.length();
        if (length <= LONG_CHARACTERS) {
            return BYTES_A_CHARACTER_MAX * length + 2;
        }
        int bytes = length + 2;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 && ESCAPES[c] == 0 ? 0 : BYTES_A_CHARACTER_MAX - 1;
        }
        return bytes;
    }

    /** Writes ASCII characters as they are. @return where the next byte goes */
    @SuppressWarnings("deprecation")
    static int ascii(String text, byte[] into, int at) {
        text.getBytes(0, text.length(), into, at);
        return at + text.length();
    }

    /** Writes a text between quotes. @return where the next byte goes */
    static int quoted(String text, byte[] into, int at) {
        int to = at;
        into[to++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                boolean isPair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                to = isPair ? pair(Character.toCodePoint(c, text.charAt(++i)), into, to) : wide(c, into, to);
            } else if (ESCAPES[c] == 0) {
                into[to++] = (byte) c;
            } else {
                to = escape(c, ESCAPES[c], into, to);
            }
        }
        into[to++] = '"';
        return to;
    }

    private static int escape(char c, byte letter, byte[] into, int at) {
        if (letter == 'u') {
            return unicode(c, into, at);
        }
        into[at] = '\\';
        into[at + 1] = letter;
        return at + 2;
    }

    private static int unicode(char c, byte[] into, int at) {
        into[at] = '\\';
        into[at + 1] = 'u';
        into[at + 2] = HEX[c >> 12];
        into[at + 3] = HEX[c >> 8 & 0xf];
        into[at + 4] = HEX[c >> 4 & 0xf];
        into[at + 5] = HEX[c & 0xf];
        return at + 6;
    }

    private static int wide(char c, byte[] into, int at) {
        if (c == '\u2028' || c == '\u2029') {
            return unicode(c, into, at);
        }
        if (Character.isSurrogate(c)) {
            return unicode(REPLACEMENT, into, at);
        }
        int to = at;
        if (c < 0x800) {
            into[to++] = (byte) (0xc0 | c >> 6);
        } else {
            into[to++] = (byte) (0xe0 | c >> 12);
            into[to++] = (byte) (0x80 | c >> 6 & 0x3f);
        }
        into[to++] = (byte) (0x80 | c & 0x3f);
        return to;
    }

    private static int pair(int codePoint, byte[] into, int at) {
        into[at] = (byte) (0xf0 | codePoint >> 18);
        into[at + 1] = (byte) (0x80 | codePoint >> 12 & 0x3f);
        into[at + 2] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        into[at + 3] = (byte) (0x80 | codePoint & 0x3f);
        return at + 4;
    }
}
