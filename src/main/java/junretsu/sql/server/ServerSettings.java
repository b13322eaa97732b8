package junretsu.sql.server;

import junretsu.base.Clock;
import junretsu.base.DistinctErrors;

/**
 * A database server and how it is used.
 *
 * @param url as in {@code jdbc:mariadb://db1:3306/junretsu?sslMode=verify-full}; options are those of MariaDB's driver
 * @param user null when the URL names it
 * @param password null when the URL has it, or there is none
 * @param connections 1 or more; more than 16 make most servers slower
 * @param waitingMax statements that may wait for a connection
 * @param timeoutMs after which everything that was not answered fails, 500 or more
 * @param schema the folder of resources with the steps of its tables
 * @param role of the threads, as in {@code user-db}
 * @param errors where faults of operation are recorded
 */
public record ServerSettings(
        String url,
        String user,
        String password,
        int connections,
        int waitingMax,
        int timeoutMs,
        String schema,
        String role,
        DistinctErrors errors,
        Clock clock) {}
