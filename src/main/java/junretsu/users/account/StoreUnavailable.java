package junretsu.users.account;

/** The store could not be asked, or it is unknown whether it took a change. The message is a sentence for the log. */
public final class StoreUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
