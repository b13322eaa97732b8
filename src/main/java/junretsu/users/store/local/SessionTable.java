package junretsu.users.store.local;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import junretsu.sql.SqlSession;
import junretsu.users.account.Session;
import junretsu.users.store.AccountTable;

/** The rows of sessions. */
final class SessionTable {
    private static final String COLUMNS = "token_hash, username, created_ms, seen_ms, ends_ms, address, device";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM session WHERE token_hash = ?";
    private static final String INSERT = "INSERT INTO session (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String TOUCH = "UPDATE session SET seen_ms = ? WHERE token_hash = ? AND seen_ms < ?";
    private static final String DELETE =
            "DELETE FROM session WHERE token_hash = ? AND username = ? RETURNING " + COLUMNS;
    private static final String DELETE_ALL =
            "DELETE FROM session WHERE username = ? AND token_hash <> ? RETURNING " + COLUMNS;
    private static final String LIST =
            "SELECT " + COLUMNS + " FROM session WHERE username = ? ORDER BY created_ms DESC, token_hash";
    private static final String FROM =
            "SELECT " + COLUMNS + " FROM session WHERE token_hash > ? ORDER BY token_hash LIMIT ?";
    private static final String EXPIRE = "DELETE FROM session WHERE token_hash = ? AND seen_ms = ?";

    private static final byte[] NO_HASH = {};

    private SessionTable() {}

    static Session find(SqlSession session, byte[] tokenHash) throws SQLException {
        PreparedStatement select = session.prepared(SELECT);
        select.setBytes(1, tokenHash);
        List<Session> found = read(select);
        return found.isEmpty() ? null : found.get(0);
    }

    static void insert(SqlSession session, Session row) throws SQLException {
        PreparedStatement insert = session.prepared(INSERT);
        insert.setBytes(1, row.tokenHash());
        insert.setBytes(2, AccountTable.key(row.username()));
        insert.setLong(3, row.createdMs());
        insert.setLong(4, row.seenMs());
        insert.setLong(5, row.endsMs());
        insert.setString(6, row.address());
        insert.setString(7, row.device());
        insert.executeUpdate();
    }

    static void touch(SqlSession session, byte[] tokenHash, long seenMs) throws SQLException {
        PreparedStatement update = session.prepared(TOUCH);
        update.setLong(1, seenMs);
        update.setBytes(2, tokenHash);
        update.setLong(3, seenMs);
        update.executeUpdate();
    }

    /** Returns what was deleted: one or none. */
    static List<Session> delete(SqlSession session, String username, byte[] tokenHash) throws SQLException {
        PreparedStatement delete = session.prepared(DELETE);
        delete.setBytes(1, tokenHash);
        delete.setBytes(2, AccountTable.key(username));
        return read(delete);
    }

    /** @param exceptHash null to delete all; returns those that were deleted */
    static List<Session> deleteAll(SqlSession session, String username, byte[] exceptHash) throws SQLException {
        PreparedStatement delete = session.prepared(DELETE_ALL);
        delete.setBytes(1, AccountTable.key(username));
        delete.setBytes(2, exceptHash == null ? NO_HASH : exceptHash);
        return read(delete);
    }

    /** All of an account, the newest first. */
    static List<Session> list(SqlSession session, String username) throws SQLException {
        PreparedStatement select = session.prepared(LIST);
        select.setBytes(1, AccountTable.key(username));
        return read(select);
    }

    /** Those whose hashes follow one, in their order. */
    static List<Session> after(SqlSession session, byte[] tokenHash, int limit) throws SQLException {
        PreparedStatement select = session.prepared(FROM);
        select.setBytes(1, tokenHash);
        select.setInt(2, limit);
        return read(select);
    }

    /** Deletes a row that nobody has touched since it was read. */
    static void expire(SqlSession session, Session row) throws SQLException {
        PreparedStatement delete = session.prepared(EXPIRE);
        delete.setBytes(1, row.tokenHash());
        delete.setLong(2, row.seenMs());
        delete.executeUpdate();
    }

    private static List<Session> read(PreparedStatement statement) throws SQLException {
        List<Session> sessions = new ArrayList<>(1);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                sessions.add(new Session(
                        rows.getBytes(1),
                        new String(rows.getBytes(2), StandardCharsets.US_ASCII),
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getString(6),
                        rows.getString(7)));
            }
        }
        return sessions;
    }
}
