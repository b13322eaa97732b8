package junretsu.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.config.HostPort;
import junretsu.config.Units;
import junretsu.config.UsageException;

/**
 * The address of a Redis, as a user types it: {@code redis://[user:password@]host[:port][/db]}. With {@code rediss} the
 * connection is TLS, with {@code redis+cluster} or {@code rediss+cluster} the host is one of a Redis Cluster.
 *
 * <p>In user and password, {@code %40} is an {@code @} and so on (RFC 3986). No method but {@link #password} shows the
 * password.
 *
 * @param tls whether the connection is encrypted and the host's certificate checked
 * @param cluster whether the host is one of a cluster
 * @param user null for Redis's default user
 * @param password null when the URL has none
 * @param database 0 unless given
 */
public record RedisUrl(boolean tls, boolean cluster, String user, String password, HostPort address, int database) {
    static final String ACCEPTED = "redis://[user:password@]host[:port][/db], or rediss:// for TLS,"
            + " or redis+cluster:// or rediss+cluster:// without /db for a cluster;"
            + " in a password, write % as %25";

    private static final int PORT_DEFAULT = 6379;

    private static final Pattern SHAPE =
            Pattern.compile("redis(?<tls>s)?(?<cluster>\\+cluster)?://((?<login>.*)@)?(?<rest>[^@]*)");
    private static final Pattern REST =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[^\\[\\]:/?#\\s]+)(:(?<port>\\d{1,5}))?(/(?<database>\\d*))?");

    /** @throws UsageException which shows the URL without what may be a password, and says what is accepted */
    public static RedisUrl parse(String text) {
        try {
            return parseOrRefuse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--redis: '" + masked(text) + "' is not accepted; give " + ACCEPTED);
        }
    }

    /** The text as typed, made safe to show: everything that is or might be a user or password is {@code ***}. */
    public static String masked(String text) {
        int scheme = text.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int at = text.lastIndexOf('@');
        String rest = text.substring(Math.max(start, at + 1));
        boolean plain = REST.matcher(rest).matches();
        return text.substring(0, start) + (at >= start ? "***@" : "") + (plain ? rest : "***");
    }

    /** The URL without user and password. */
    public String location() {
        return "redis" + (tls ? "s" : "") + (cluster ? "+cluster" : "") + "://" + address
                + (database == 0 ? "" : "/" + database);
    }

    @Override
    public String toString() {
        return location();
    }

    private static RedisUrl parseOrRefuse(String text) {
        Matcher url = SHAPE.matcher(text);
        refuseUnless(url.matches());
        Matcher rest = REST.matcher(url.group("rest"));
        refuseUnless(rest.matches());
        boolean cluster = url.group("cluster") != null;
        int database = number(rest.group("database"), 0, 0, Integer.MAX_VALUE);
        refuseUnless(!cluster || database == 0);
        String login = url.group("login") == null ? "" : url.group("login");
        int colon = login.indexOf(':');
        return new RedisUrl(
                url.group("tls") != null,
                cluster,
                decodedOrNull(colon < 0 ? login : login.substring(0, colon)),
                decodedOrNull(colon < 0 ? "" : login.substring(colon + 1)),
                new HostPort(bare(rest.group("host")), number(rest.group("port"), PORT_DEFAULT, 1, 65_535)),
                database);
    }

    private static int number(String text, int absent, int min, int max) {
        return text == null || text.isEmpty() ? absent : Units.integer(text, min, max);
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String decodedOrNull(String text) {
        return text.isEmpty() ? null : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void refuseUnless(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException(ACCEPTED);
        }
    }
}
