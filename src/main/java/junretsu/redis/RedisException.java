package junretsu.redis;

/** A command that brought no result. Its type says whether the command may have been executed. */
public abstract sealed class RedisException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RedisFault fault;

    private RedisException(String address, RedisFault fault, Throwable cause) {
        super(address + ": " + RedisFault.reason(cause), cause);
        this.fault = fault;
    }

    public RedisFault fault() {
        return fault;
    }

    /**
     * No connection, or no time left to send the command, or a command that only reads got no reply: nothing was
     * changed.
     */
    public static final class Unreachable extends RedisException {
        private static final long serialVersionUID = 1;

        Unreachable(String address, RedisFault fault, Throwable cause) {
            super(address, fault, cause);
        }
    }

    /** The command was sent, but no reply came that could be parsed: it may have been executed or not. */
    public static final class NoReply extends RedisException {
        private static final long serialVersionUID = 1;

        NoReply(String address, RedisFault fault, Throwable cause) {
            super(address, fault, cause);
        }
    }

    /** Redis rejected the command. A script that it rejects may have executed the commands before the rejected one. */
    public static final class Rejected extends RedisException {
        private static final long serialVersionUID = 1;

        Rejected(String address, RedisFault fault, Throwable cause) {
            super(address, fault, cause);
        }
    }
}
