package junretsu.sql.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import junretsu.sql.SqlSession;
import org.mariadb.jdbc.MariaDbDataSource;

/** Opens, checks and retires the connections. Any thread may call. */
final class ServerPool implements Closeable {
    private static final int TAKE_MS_MIN = 250;

    private final HikariDataSource pool;
    private final Map<SqlSession, Connection> taken = new ConcurrentHashMap<>();

    private ServerPool(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Opens the first connection.
     *
     * @throws SQLException when there is none
     */
    static ServerPool open(ServerSettings settings, ServerUrl url) throws SQLException {
        MariaDbDataSource source = new MariaDbDataSource(url.withTimeouts(settings.timeoutMs()));
        if (settings.user() != null) {
            source.setUser(settings.user());
        }
        if (settings.password() != null) {
            source.setPassword(settings.password());
        }
        source.getConnection().close();
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName(settings.role());
        config.setMaximumPoolSize(settings.connections());
        config.setConnectionTimeout(Math.max(TAKE_MS_MIN, settings.timeoutMs() / 2));
        config.setValidationTimeout(TAKE_MS_MIN);
        config.setConnectionInitSql(MysqlDialect.PREPARE);
        config.setInitializationFailTimeout(-1);
        return new ServerPool(new HikariDataSource(config));
    }

    /**
     * Takes a connection, waiting for one for half the timeout at most.
     *
     * @throws SQLException when none could be had
     */
    SqlSession take() throws SQLException {
        Connection connection = pool.getConnection();
        SqlSession session = new SqlSession(connection);
        taken.put(session, connection);
        return session;
    }

    void giveBack(SqlSession session) {
        Connection connection = taken.remove(session);
        try {
            connection.close();
        } catch (SQLException e) {
            pool.evictConnection(connection);
        }
    }

    /** Closes a connection that is of no use any more. */
    void drop(SqlSession session) {
        Connection connection = taken.remove(session);
        pool.evictConnection(connection);
    }

    /** Connections that there are. */
    int connections() {
        return pool.getHikariPoolMXBean().getTotalConnections();
    }

    /** Connections that a thread holds. */
    int active() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    @Override
    public void close() {
        pool.close();
    }
}
