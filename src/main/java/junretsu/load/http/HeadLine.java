package junretsu.load.http;

/** Reads the lines of a head where they lie, ASCII letters of either case alike. Allocates nothing; not thread-safe. */
final class HeadLine {
    private int valueStart;

    /** The index behind the line feed that ends the line; one has to be there. */
    int end(byte[] bytes, int start) {
        int at = start;
        while (bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    /**
     * Returns whether the line has that name, and then where its value begins.
     *
     * @param name in lower case, with its colon
     */
    boolean isNamed(byte[] bytes, int start, int end, String name) {
        if (!isAt(bytes, start, end, name)) {
            return false;
        }
        valueStart = start + name.length();
        while (valueStart < end && (bytes[valueStart] == ' ' || bytes[valueStart] == '\t')) {
            valueStart++;
        }
        return true;
    }

    /** The begin of the value of the line that was found last. */
    int valueStart() {
        return valueStart;
    }

    /** @param word in lower case */
    boolean contains(byte[] bytes, int start, int end, String word) {
        for (int at = start; at < end; at++) {
            if (isAt(bytes, at, end, word)) {
                return true;
            }
        }
        return false;
    }

    /** The decimal number in a range, blanks behind it left aside; -1 when it is none of 1 to 18 digits. */
    long number(byte[] bytes, int start, int end) {
        int last = end;
        while (last > start && (bytes[last - 1] == ' ' || bytes[last - 1] == '\t')) {
            last--;
        }
        long number = 0;
        for (int at = start; at < last; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return -1;
            }
            number = 10 * number + bytes[at] - '0';
        }
        return last > start && last - start <= 18 ? number : -1;
    }

    private static boolean isAt(byte[] bytes, int start, int end, String word) {
        if (end - start < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            int c = bytes[start + i];
            int lower = c >= 'A' && c <= 'Z' ? c + 32 : c;
            if (lower != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
