package junretsu.config;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Something cannot begin although it was asked for rightly; the message is one sentence for the user. Exit code 1. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    public StartException(String sentence) {
        super(sentence);
    }

    public StartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /**
     * Says why something cannot be done with a file.
     *
     * @param what as in {@code cannot open the log numbers.log}
     */
    public static StartException of(String what, IOException cause) {
        return new StartException(what + ": " + reason(cause), cause);
    }

    /** @param flag that named the address, as in {@code --http} */
    public static StartException cannotListen(String flag, HostPort address, IOException cause) {
        String reason = cause instanceof UnknownHostException
                ? "the host name has no address"
                : cause.getMessage().toLowerCase(Locale.ROOT);
        return new StartException("cannot listen at " + flag + " " + address + ": " + reason, cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        if (cause instanceof FileSystemException e && e.getReason() != null) {
            return e.getReason();
        }
        return cause.getMessage();
    }
}
