package junretsu.load.http;

import java.io.IOException;

/** A request that got no answer, with a reason that is the same for all that fail alike. */
public final class HttpFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean sent;

    /**
     * @param reason a few words without numbers that change
     * @param sent whether some of the request may have reached the server, so that its outcome is unknown
     */
    HttpFailure(String reason, boolean sent, Throwable cause) {
        super(reason, cause);
        this.sent = sent;
    }

    /** Returns whether the server may have done what was asked. */
    public boolean isSent() {
        return sent;
    }
}
