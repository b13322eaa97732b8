package junretsu.net;

/**
 * This system has not got what an engine needs; the message says what, as in {@code io_uring_setup: Operation not
 * permitted}.
 */
public final class EngineUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public EngineUnavailable(String reason) {
        super(reason);
    }
}
