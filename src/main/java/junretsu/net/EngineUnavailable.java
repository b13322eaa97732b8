package junretsu.net;

/**
 * This system lacks what an engine needs; the message names it, as in {@code io_uring_setup: Operation not permitted}.
 */
public final class EngineUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public EngineUnavailable(String reason) {
        super(reason);
    }

    /** @param cause which may hold more than the reason */
    public EngineUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
