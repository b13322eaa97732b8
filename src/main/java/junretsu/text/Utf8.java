package junretsu.text;

import java.nio.charset.StandardCharsets;

/** UTF-8 as RFC 3629 has it: no longer form than needed, no surrogate, nothing above U+10FFFF. */
public final class Utf8 {
    private Utf8() {}

    /** Returns true when a run of bytes is UTF-8. */
    public static boolean isValid(byte[] bytes, int from, int length) {
        int end = from + length;
        for (int at = from; at < end; ) {
            int bytesOfOne = bytes[at] >= 0 ? 1 : length(bytes, at, end);
            if (bytesOfOne == 0) {
                return false;
            }
            at += bytesOfOne;
        }
        return true;
    }

    /**
     * Returns the length of the character of more than one byte that begins here.
     *
     * @param end of the range that may be read
     * @return 2 to 4, or 0 when it is no character
     */
    static int length(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xff;
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (lead < 0xc2 || lead > 0xf4 || length > end - at) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        if (second < lowest(lead) || second > highest(lead)) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static int lowest(int lead) {
        return lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    }

    private static int highest(int lead) {
        return lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    }

    static String string(byte[] bytes, int start, int length) {
        return new String(bytes, start, length, StandardCharsets.UTF_8);
    }

    /**
     * Writes a character.
     *
     * @return where the next one goes
     */
    static int put(byte[] into, int at, int codePoint) {
        int i = at;
        if (codePoint < 0x80) {
            into[i++] = (byte) codePoint;
            return i;
        }
        if (codePoint < 0x800) {
            into[i++] = (byte) (0xc0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                into[i++] = (byte) (0xe0 | codePoint >> 12);
            } else {
                into[i++] = (byte) (0xf0 | codePoint >> 18);
                into[i++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            }
            into[i++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        }
        into[i++] = (byte) (0x80 | codePoint & 0x3f);
        return i;
    }
}
