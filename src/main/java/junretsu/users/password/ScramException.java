package junretsu.users.password;

/** A message that does not belong into an exchange of SCRAM. The message is a server-error-value of RFC 5802. */
public final class ScramException extends Exception {
    private static final long serialVersionUID = 1;

    ScramException(String error) {
        super(error);
    }
}
