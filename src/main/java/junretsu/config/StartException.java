package junretsu.config;

import java.io.IOException;
import java.net.UnknownHostException;
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

    /** @param flag that named the address, as in {@code --http} */
    public static StartException cannotListen(String flag, HostPort address, IOException cause) {
        String reason = cause instanceof UnknownHostException
                ? "the host name has no address"
                : cause.getMessage().toLowerCase(Locale.ROOT);
        return new StartException("cannot listen at " + flag + " " + address + ": " + reason, cause);
    }
}
