package junretsu.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results to stdout, everything else to stderr; on a terminal, a status line that is written over. */
final class Console {
    private static final String CLEAR_LINE = "\r\u001b[K";

    /** So that a line ends at the edge of a terminal that was made narrower, too (DECAWM). */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean errIsTerminal;
    private int columns;
    private boolean statusShown;

    Console(PrintStream out, PrintStream err, boolean errIsTerminal) {
        this.out = out;
        this.err = err;
        this.errIsTerminal = errIsTerminal;
    }

    static Console ofProcess() {
        return new Console(System.out, System.err, isTerminal(2));
    }

    /** Returns true when a person sees the {@link #status} lines. */
    boolean isTerminal() {
        return errIsTerminal;
    }

    /** Prints a result to stdout. */
    synchronized void print(String text) {
        clearStatus();
        out.println(text);
        out.flush();
    }

    /** Prints a result to stderr, since stdout holds something else. */
    synchronized void printBeside(String text) {
        clearStatus();
        err.println(text);
    }

    /** Prints a line of the log to stderr. */
    synchronized void log(String line) {
        clearStatus();
        err.println("junretsu: " + line);
    }

    /** Prints a sentence about a failure to stderr. */
    void error(String sentence) {
        log(sentence);
    }

    /** Replaces the line shown before, cut to the terminal's width; to be called only on a terminal. */
    synchronized void status(String line) {
        columns = columns == 0 ? Terminal.size()[1] : columns;
        err.print(CLEAR_LINE + NO_WRAP + line.substring(0, Math.min(line.length(), columns - 1)) + WRAP);
        err.flush();
        statusShown = true;
    }

    synchronized void clearStatus() {
        if (statusShown) {
            err.print(CLEAR_LINE);
            err.flush();
            statusShown = false;
        }
    }

    /** {@code System.console()} answers for both streams together, and since Java 22 is there even when piped. */
    static boolean isTerminal(int descriptor) {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
            return target.startsWith("/dev/pts") || target.startsWith("/dev/tty") || target.endsWith("console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
