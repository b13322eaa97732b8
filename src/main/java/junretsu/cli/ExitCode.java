package junretsu.cli;

/** What the process tells its caller. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    /** {@code blast} did its work, but a limit that it was given was passed. */
    static final int LIMIT_PASSED = 3;

    private ExitCode() {}
}
