package junretsu.config;

/** The user asked for something that cannot be; the message says what, which value and what is accepted. Exit code 2. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }
}
