package junretsu.numbers.blast;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import junretsu.numbers.NumberWire;

/** Whether a log has exactly the numbers that were sent, each once. */
final class LogCheck {
    private LogCheck() {}

    /** @return what is wrong; null when nothing is */
    static String compare(Path log, List<NumberSource> sources) throws IOException {
        BitSet expected = new BitSet(NumberWire.NUMBERS);
        for (NumberSource source : sources) {
            for (int i = 0; i < source.unique(); i++) {
                expected.set(source.number(i));
            }
        }
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
                if (!expected.get(number)) {
                    return "line " + lines + " of " + log + " has a number that was not sent, or stood there before: "
                            + number;
                }
                expected.clear(number);
                length = in.readNBytes(line, 0, line.length);
            }
        }
        long missing = expected.cardinality();
        return missing == 0 ? null : missing + " numbers that were sent are not in " + log;
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
