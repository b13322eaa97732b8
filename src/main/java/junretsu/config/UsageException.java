package junretsu.config;

/** Thrown for invalid usage; the message says what is wrong, with which value, and what is accepted. Exit code 2. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }
}
