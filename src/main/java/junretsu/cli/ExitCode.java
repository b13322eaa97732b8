package junretsu.cli;

/** The exit codes of the process; an interrupted {@code blast} ends with 128 + the signal's number, 130 or 143. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    /** A limit that {@code blast} was given was passed, or {@code data verify} found what a start puts right. */
    static final int LIMIT_PASSED = 3;

    private ExitCode() {}
}
