package junretsu.config;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Thrown when something valid cannot be started; the message is one sentence for the user. Exit code 1. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    /** Of the kernel's words for EADDRINUSE. */
    private static final String IN_USE = "already in use";

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
        return new StartException(what + ": " + IoReason.of(cause), cause);
    }

    /** @param flag that named the address, as in {@code --http} */
    public static StartException cannotListen(String flag, HostPort address, IOException cause) {
        return cannotListen(flag + " " + address, flag, cause);
    }

    /**
     * Says why an address is unavailable, and what to do where another program has it.
     *
     * @param flags as the user typed them, as in {@code --host 10.0.0.1 --port 4000}
     * @param flag of them that another program's listening is about
     */
    public static StartException cannotListen(String flags, String flag, IOException cause) {
        String reason = cause instanceof UnknownHostException
                ? "the host name has no address"
                : withSmallLetter(String.valueOf(cause.getMessage()));
        String remedy = reason.contains(IN_USE) ? "; end the program that has it, or give another " + flag : "";
        return new StartException("cannot listen at " + flags + ": " + reason + remedy, cause);
    }

    /** The first one only, since a path or a name may follow. */
    private static String withSmallLetter(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
