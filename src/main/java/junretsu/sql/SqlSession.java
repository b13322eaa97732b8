package junretsu.sql;

import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A connection and the statements that were prepared on it, kept for the next use. One thread at a time. */
public final class SqlSession implements Closeable {
    private static final String BEGIN_TO_READ = "BEGIN";
    private static final String BEGIN_TO_WRITE = "BEGIN IMMEDIATE";
    private static final String COMMIT = "COMMIT";
    private static final String ROLLBACK = "ROLLBACK";
    private static final String SAVEPOINT = "SAVEPOINT unit";
    private static final String ROLLBACK_TO = "ROLLBACK TO unit";
    private static final String RELEASE = "RELEASE unit";

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** @param connection closed by {@link #close} */
    public SqlSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * Returns the prepared statement of a text, which stands in the source: each different text is kept for as long as
     * the session lives. It is the same object at each call, so an earlier result of it is to be closed first, and its
     * parameters are those of the last use until they are set.
     */
    public PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /** The first column of the first row, as in a count or a pragma; null when there is no row. */
    public String text(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** The same as a number; 0 when there is no row. */
    public long number(String sql) throws SQLException {
        String text = text(sql);
        return text == null ? 0 : Long.parseLong(text);
    }

    /** Executes a text of one or more statements. */
    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Writes a page as it is, so that the commit needs the disk whatever else the transaction did. */
    void writeVersion() throws SQLException {
        execute("PRAGMA user_version = " + number("PRAGMA user_version"));
    }

    void beginToRead() throws SQLException {
        prepared(BEGIN_TO_READ).executeUpdate();
    }

    void beginToWrite() throws SQLException {
        prepared(BEGIN_TO_WRITE).executeUpdate();
    }

    void commit() throws SQLException {
        prepared(COMMIT).executeUpdate();
    }

    void rollback() throws SQLException {
        prepared(ROLLBACK).executeUpdate();
    }

    void savepoint() throws SQLException {
        prepared(SAVEPOINT).executeUpdate();
    }

    void release() throws SQLException {
        prepared(RELEASE).executeUpdate();
    }

    void rollbackToSavepoint() throws SQLException {
        prepared(ROLLBACK_TO).executeUpdate();
        release();
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
