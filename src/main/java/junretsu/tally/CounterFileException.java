package junretsu.tally;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** The counts cannot be opened; the message is one sentence for the user. */
public final class CounterFileException extends Exception {
    private static final long serialVersionUID = 1;

    public CounterFileException(String sentence) {
        super(sentence);
    }

    CounterFileException(String what, IOException cause) {
        super(what + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileSystemException e && e.getReason() != null) {
            return e.getReason();
        }
        return cause.getMessage();
    }
}
