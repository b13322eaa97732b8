package junretsu.cli;

import junretsu.config.StartException;
import junretsu.net.linux.bpf.RejectedProgram;

/** The log of the kernel's verifier, for a start that ended since a program was rejected. */
final class VerifierLog {
    private VerifierLog() {}

    /**
     * Prints the whole log to stderr when it is to be verbose.
     *
     * @param why the start ended
     * @return the same, or the same with a word about the log when there is one that was not printed
     */
    static StartException told(StartException why, boolean isVerbose, Console console) {
        String log = log(why);
        if (log.isBlank()) {
            return why;
        }
        if (isVerbose) {
            console.printBeside(log.strip());
            return why;
        }
        return new StartException(why.getMessage() + "; --verbose shows the verifier's log", why);
    }

    private static String log(Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof RejectedProgram rejected) {
                return rejected.log();
            }
        }
        return "";
    }
}
