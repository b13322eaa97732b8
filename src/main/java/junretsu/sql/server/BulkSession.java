package junretsu.sql.server;

import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import junretsu.sql.SqlException;
import junretsu.sql.SqlQuery;
import junretsu.sql.SqlSession;
import org.mariadb.jdbc.MariaDbDataSource;

/** A connection for many rows at once, in transactions. For one thread. */
public final class BulkSession implements Closeable {
    private final Connection connection;
    private final SqlSession session;

    private BulkSession(Connection connection) {
        this.connection = connection;
        session = new SqlSession(connection);
    }

    static BulkSession open(ServerUrl url, ServerSettings settings) throws SqlException {
        try {
            Connection connection =
                    new MariaDbDataSource(url.forBulk()).getConnection(settings.user(), settings.password());
            connection.setAutoCommit(false);
            return new BulkSession(connection);
        } catch (SQLException e) {
            throw MysqlDialect.exception(e);
        }
    }

    /** Runs some work in one transaction, which is on the server's disk at the return. */
    public <T> T run(SqlQuery<T> work) throws SqlException {
        try {
            T answer = work.ask(session);
            connection.commit();
            return answer;
        } catch (SQLException e) {
            throw MysqlDialect.exception(e);
        }
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
