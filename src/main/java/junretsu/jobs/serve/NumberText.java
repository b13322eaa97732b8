package junretsu.jobs.serve;

import java.nio.charset.StandardCharsets;
import junretsu.web.BadRequest;

/**
 * The number of a job, as it is sent: decimal digits and nothing else. Its length is looked at before its digits, and
 * it is never made a number here: to parse a million digits takes a core 13 s.
 */
final class NumberText {
    private static final String ACCEPTED = "decimal digits are expected, as in \"15\"";

    private NumberText() {}

    /**
     * Returns the digits without leading zeros.
     *
     * @param place of the job in the request, for the sentence; empty when there is one only
     * @throws BadRequest when it is none, or longer than {@code digitsMax}
     */
    static String read(byte[] bytes, int from, int length, int digitsMax, String place) {
        if (length == 0) {
            throw new BadRequest("number", place + "the number is empty; " + ACCEPTED);
        }
        if (length > digitsMax) {
            throw new BadRequest(
                    "number", place + "the number is " + length + " long; at most " + digitsMax + " digits are taken");
        }
        int first = from;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw new BadRequest(
                        "number", place + "the number has no digit at place " + (i - from + 1) + "; " + ACCEPTED);
            }
            first += bytes[i] == '0' && first == i && i < from + length - 1 ? 1 : 0;
        }
        return new String(bytes, first, from + length - first, StandardCharsets.ISO_8859_1);
    }

    /** The same of a text. */
    static String read(String text, int digitsMax) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return read(bytes, 0, bytes.length, digitsMax, "");
    }
}
