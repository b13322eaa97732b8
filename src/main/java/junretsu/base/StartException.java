package junretsu.base;

/** Something cannot begin although it was asked for rightly; the message is one sentence for the user. Exit code 1. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    public StartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
