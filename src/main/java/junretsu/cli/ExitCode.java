package junretsu.cli;

/** The exit codes of the process; an interrupted {@code blast} ends with 128 + the signal's number, 130 or 143. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    /** {@code blast} did its work, but a limit that it was given was passed. */
    static final int LIMIT_PASSED = 3;

    private ExitCode() {}
}
