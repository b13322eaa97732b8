package junretsu.net.linux.bpf;

import java.io.IOException;

/** Thrown when the kernel does not take a program; the message is one sentence, the verifier's log is apart. */
public final class RejectedProgram extends IOException {
    private static final long serialVersionUID = 1;

    private final String log;

    private RejectedProgram(String sentence, String log) {
        super(sentence);
        this.log = log;
    }

    /** The verifier's log as the kernel wrote it, of many lines; may be empty. */
    public String log() {
        return log;
    }

    /**
     * Makes the sentence out of the kernel's reason and the last line that the verifier wrote.
     *
     * @param reason as in {@code Permission denied}
     */
    public static RejectedProgram of(String reason, String log) {
        String line = lastLine(log);
        return new RejectedProgram(
                "the kernel does not take the program: " + reason + (line.isEmpty() ? "" : " (" + line + ")"), log);
    }

    private static String lastLine(String log) {
        return log.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("processed ") && !line.startsWith("verification "))
                .reduce("", (earlier, line) -> line.strip());
    }
}
