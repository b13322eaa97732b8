package junretsu.sql.server;

import java.sql.SQLException;
import java.util.Set;
import junretsu.config.UsageException;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;

/**
 * The address of a database server. Immutable.
 *
 * @param text as it was given
 */
public record ServerUrl(String text) {
    private static final String SCHEME = "jdbc:mariadb:";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    /** @throws UsageException when it is none, or does not say how a server elsewhere is spoken to */
    public static ServerUrl parse(String text) {
        Configuration parsed = parsed(text);
        if (parsed == null || parsed.database() == null || parsed.addresses().isEmpty()) {
            throw new UsageException("the database's address is written " + SCHEME
                    + "//HOST:PORT/DATABASE, also for MySQL and TiDB, which are reached by MariaDB's driver");
        }
        boolean isHere = parsed.addresses().stream().allMatch(ServerUrl::isHere);
        if (!isHere && !text.contains("sslMode=")) {
            throw new UsageException("the database is on another machine: add ?sslMode=verify-full to its address, or"
                    + " ?sslMode=disable where the network between is trusted with every password's record");
        }
        return new ServerUrl(text);
    }

    private static Configuration parsed(String text) {
        try {
            return text.startsWith(SCHEME) ? Configuration.parse(text) : null;
        } catch (SQLException | IllegalArgumentException e) {
            throw new UsageException("the database's address cannot be read: " + e.getMessage());
        }
    }

    private static boolean isHere(HostAddress address) {
        return address.host == null || LOOPBACK.contains(address.host);
    }

    /** The same without its options, which may hold a password: for people. */
    public String location() {
        int options = text.indexOf('?');
        return options < 0 ? text : text.substring(0, options);
    }

    /** The same with limits for each wait, unless it sets its own, and with statements that are kept prepared. */
    String withTimeouts(int timeoutMs) {
        return with(
                with(with(text, "connectTimeout", timeoutMs / 2), "socketTimeout", timeoutMs),
                "useServerPrepStmts",
                true);
    }

    /** The same with inserts of many rows in one message. */
    String forBulk() {
        return with(with(text, "useBulkStmts", true), "connectTimeout", 10_000);
    }

    private static String with(String url, String option, Object value) {
        return url.contains(option + "=") ? url : url + (url.contains("?") ? "&" : "?") + option + "=" + value;
    }
}
