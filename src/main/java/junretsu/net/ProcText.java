package junretsu.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The text of a file below {@code /proc}, read whole into memory that is kept for the next time. A line is named by the
 * offset at which it begins; its fields, numbered from 0, stand between spaces or tabs. Not thread-safe.
 */
final class ProcText {
    private byte[] text = new byte[4096];
    private int length;

    void read(Path file) throws IOException {
        length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(text); n >= 0; n = in.read(text, length, text.length - length)) {
                length += n;
                if (length == text.length) {
                    text = Arrays.copyOf(text, 2 * text.length);
                }
            }
        }
    }

    /** The bytes of the last {@link #read}; a line that begins before is there. */
    int length() {
        return length;
    }

    /** The line behind the given one; the first is 0. */
    int nextLine(int line) {
        return behind('\n', line);
    }

    /** The offset at which a field of a line begins. */
    int field(int line, int number) {
        int at = skip(line, true);
        for (int i = 0; i < number; i++) {
            at = skip(skip(at, false), true);
        }
        return at;
    }

    boolean startsWith(int at, String word) {
        int end = at + word.length();
        boolean isEqual = end <= length;
        for (int i = at; i < end && isEqual; i++) {
            isEqual = text[i] == word.charAt(i - at);
        }
        return isEqual;
    }

    /** The offset behind the next such byte. */
    int behind(char wanted, int from) {
        int at = from;
        while (at < length && text[at] != wanted) {
            at++;
        }
        return at + 1;
    }

    /** The number that begins at an offset; 0 where no digit stands. */
    long number(int from, int radix) {
        long value = 0;
        for (int at = from; at < length; at++) {
            int digit = Character.digit(text[at], radix);
            if (digit < 0) {
                break;
            }
            value = value * radix + digit;
        }
        return value;
    }

    private int skip(int from, boolean blanks) {
        int at = from;
        while (at < length && text[at] != '\n' && (text[at] == ' ' || text[at] == '\t') == blanks) {
            at++;
        }
        return at;
    }
}
