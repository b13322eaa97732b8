package junretsu.net;

/**
 * This system lacks what an engine needs; the message names it, as in {@code io_uring_setup: Operation not permitted}.
 */
public final class EngineUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public EngineUnavailable(String reason) {
        super(reason);
    }
}
