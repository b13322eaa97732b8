package junretsu.numbers;

/**
 * The wire format: lines of exactly nine decimal digits, leading zeros kept, each ended by LF.
 *
 * <pre>
 *   '0' '0' '0' '0' '0' '7' '0' '0' '7' LF      the number 7,007
 *   't' 'e' 'r' 'm' 'i' 'n' 'a' 't' 'e' LF      the end of everything
 * </pre>
 */
public final class NumberWire {
    public static final int DEFAULT_PORT = 4000;
    public static final int DIGITS = 9;

    /** A line with its end. */
    public static final int LINE_BYTES = DIGITS + 1;

    /** The number of different numbers, from 0 on. */
    public static final int NUMBERS = 1_000_000_000;

    public static final String TERMINATE = "terminate";

    private NumberWire() {}
}
