package junretsu.numbers.blast;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import junretsu.load.ReportLines;
import junretsu.numbers.NumberWire;

/** The comparison of a log with the numbers that were sent: each is to stand there once, and nothing else. */
final class LogCheck {
    private LogCheck() {}

    /**
     * Compares.
     *
     * @param missing the numbers that were sent; those found are taken out of it
     * @return a sentence about what is wrong; null when nothing is
     */
    static String compare(Path log, BitSet missing) throws IOException {
        long lines = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(log), 1 << 20)) {
            byte[] line = new byte[NumberWire.LINE_BYTES];
            int length = in.readNBytes(line, 0, line.length);
            while (length > 0) {
                lines++;
                int number = length == line.length ? number(line) : -1;
                if (number < 0) {
                    return "line " + lines + " of " + log + " is not nine digits";
                }
                if (!missing.get(number)) {
                    return String.format(
                            Locale.ROOT,
                            "line %d of %s has a number that was not sent, or stood there before: %09d",
                            lines,
                            log,
                            number);
                }
                missing.clear(number);
                length = in.readNBytes(line, 0, line.length);
            }
        }
        long left = missing.cardinality();
        return left == 0 ? null : ReportLines.plural(left, "number") + " of those sent not in " + log;
    }

    private static int number(byte[] line) {
        int number = 0;
        for (int i = 0; i < NumberWire.DIGITS; i++) {
            int digit = line[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return line[NumberWire.DIGITS] == '\n' ? number : -1;
    }
}
