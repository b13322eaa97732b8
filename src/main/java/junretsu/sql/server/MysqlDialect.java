package junretsu.sql.server;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import junretsu.sql.SqlException;
import junretsu.sql.SqlFault;

/**
 * The peculiarities of MySQL's dialect. Error numbers are those of MariaDB's and MySQL's reference (mysqld_error.h),
 * and of TiDB's (docs.pingcap.com/tidb/stable/error-codes).
 */
final class MysqlDialect {
    /**
     * Prepares a connection. Nobody waits for a lock for longer than a second at a time, since it is tried again, and a
     * value that does not fit is an error.
     */
    static final String PREPARE = "SET SESSION innodb_lock_wait_timeout = 1, SESSION lock_wait_timeout = 1,"
            + " SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'";

    static final String LOCK = "SELECT GET_LOCK('junretsu', 10)";
    static final String UNLOCK = "SELECT RELEASE_LOCK('junretsu')";
    static final String COUNT_TABLES = "SELECT count(*) FROM information_schema.tables WHERE table_schema = database()";
    static final String COUNT_VERSIONS = COUNT_TABLES + " AND table_name = 'schema_version'";
    static final String MAKE_VERSION = "CREATE TABLE schema_version (number int NOT NULL PRIMARY KEY)";
    static final String VERSION = "SELECT max(number) FROM schema_version";
    static final String SET_VERSION = "INSERT INTO schema_version (number) VALUES (%d)";

    /** Changes nothing, but fails where nothing may be changed. */
    static final String TRY_TO_WRITE = "UPDATE schema_version SET number = number";

    private static final String CONNECTION_STATE = "08";

    private MysqlDialect() {}

    /** Returns what an exception of the driver or of the pool means. */
    static SqlException exception(SQLException e) {
        return new SqlException(fault(e), reason(e));
    }

    private static SqlFault fault(SQLException e) {
        return switch (e.getErrorCode()) {
            case 1048, 1062 -> SqlFault.CONSTRAINT;
            case 1021, 1114 -> SqlFault.FULL;
            case 1205, 1213, 9007 -> SqlFault.BUSY;
            case 1290, 1792, 1836 -> SqlFault.READONLY;
            case 1040, 1041, 1203, 1226 -> SqlFault.OVERLOADED;
            case 1053, 1317, 1927, 2006, 2013 -> SqlFault.CONNECTION;
            default -> isOfConnection(e) ? SqlFault.CONNECTION : SqlFault.STATEMENT;
        };
    }

    private static boolean isOfConnection(SQLException e) {
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e.getSQLState() != null && e.getSQLState().startsWith(CONNECTION_STATE);
    }

    /** The pool wraps the reason why there is no connection. */
    private static Throwable reason(SQLException e) {
        return e instanceof SQLTransientConnectionException && e.getCause() instanceof SQLException inner ? inner : e;
    }

    /** Returns whether the statement has done nothing and may be tried again at once. */
    static boolean isWorthRepeating(SqlException failure) {
        return failure.fault() == SqlFault.BUSY;
    }

    /** Returns whether the connection that a statement failed on is of no use any more. */
    static boolean isOfConnection(SqlException failure) {
        return failure.fault() == SqlFault.CONNECTION || failure.fault() == SqlFault.READONLY;
    }
}
