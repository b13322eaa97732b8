package junretsu.redis;

import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The ways in which a command to Redis fails. The label of each is a value of a metric's label, so it stays what it is.
 */
public enum RedisFault {
    /** The connection is refused, or the name has no address. */
    CONNECT("connect"),
    /** No reply in time. */
    TIMEOUT("timeout"),
    /** The connection ended before the reply, or the bytes received were not a reply. */
    RESET("reset"),
    /** The certificate is not trusted, or the other side speaks no TLS. */
    TLS("tls"),
    /** Wrong or missing password, or the user may not do what was asked. */
    AUTH("auth"),
    /** Redis is reading its data back after a start. */
    LOADING("loading"),
    /** A replica. */
    READONLY("readonly"),
    /** A replica that has lost its master. */
    MASTERDOWN("masterdown"),
    /** Too few replicas to accept writes. */
    NOREPLICAS("noreplicas"),
    /** {@code maxmemory} is reached. */
    OOM("oom"),
    /** Redis cannot write to its disk. */
    MISCONF("misconf"),
    /** Another script has been running for long. */
    BUSY("busy"),
    /** The cluster is down, or the slot is being moved. */
    CLUSTER("cluster"),
    /** A key holds another type of value. */
    WRONGTYPE("wrongtype"),
    /** Redis does not know the script; it is then sent the text. */
    NOSCRIPT("noscript"),
    /** Any other error reply of Redis. */
    ERROR("error");

    /**
     * The code that an error reply begins with; Redis before 7 puts a script's errors into the middle of a sentence.
     */
    private static final Pattern CODE = Pattern.compile(
            "\\b(NOAUTH|WRONGPASS|NOPERM|LOADING|READONLY|MASTERDOWN|NOREPLICAS|OOM|MISCONF|BUSY|CLUSTERDOWN|MOVED|ASK"
                    + "|TRYAGAIN|CROSSSLOT|WRONGTYPE|NOSCRIPT|non local key|invalid password|without any password)\\b");

    private static final Pattern SCRIPT_POSITION = Pattern.compile(" script: [0-9a-f]{40}, on .*");

    private final String label;

    RedisFault(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /**
     * Returns what Jedis's exception means.
     *
     * @param wasConnected false while a connection was being made
     */
    static RedisFault of(RuntimeException e, boolean wasConnected) {
        return e instanceof JedisDataException ? ofReply(e.getMessage()) : ofConnection(e, wasConnected);
    }

    /** Returns what an error reply of Redis means. */
    static RedisFault ofReply(String message) {
        Matcher code = CODE.matcher(message == null ? "" : message);
        if (!code.find()) {
            return ERROR;
        }
        return switch (code.group()) {
            case "NOAUTH", "WRONGPASS", "NOPERM", "invalid password", "without any password" -> AUTH;
            case "CLUSTERDOWN", "MOVED", "ASK", "TRYAGAIN", "CROSSSLOT", "non local key" -> CLUSTER;
            default -> valueOf(code.group().toUpperCase(Locale.ROOT));
        };
    }

    /** Returns what a connection that could not be made, or that broke, means. */
    static RedisFault ofConnection(RuntimeException broken, boolean wasConnected) {
        for (Throwable cause = broken; cause != null; cause = inner(cause)) {
            if (cause instanceof SocketTimeoutException) {
                return TIMEOUT;
            }
            if (cause instanceof SSLException) {
                return TLS;
            }
        }
        return wasConnected ? RESET : CONNECT;
    }

    /** Returns the innermost reason, which is what the operating system or Redis said. */
    static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (inner(cause) != null) {
            cause = inner(cause);
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return SCRIPT_POSITION.matcher(message).replaceFirst("").replaceFirst("\\.$", "");
    }

    /** Jedis reports an address that cannot be reached as a suppressed exception, since a name may have several. */
    private static Throwable inner(Throwable thrown) {
        Throwable[] suppressed = thrown.getSuppressed();
        return thrown.getCause() == null && suppressed.length > 0 ? suppressed[0] : thrown.getCause();
    }
}
