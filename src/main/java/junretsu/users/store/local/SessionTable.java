package junretsu.users.store.local;

import java.nio.ByteBuffer;
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
    private static final String SELECT = "SELECT " + COLUMNS + " FROM session WHERE key = ? AND token_hash = ?";
    private static final String INSERT = "INSERT INTO session (" + COLUMNS + ", key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String TOUCH =
            "UPDATE session SET seen_ms = ? WHERE key = ? AND token_hash = ? AND seen_ms < ?";
    private static final String DELETE =
            "DELETE FROM session WHERE key = ? AND token_hash = ? AND username = ? RETURNING " + COLUMNS;
    private static final String DELETE_ALL =
            "DELETE FROM session WHERE username = ? AND token_hash <> ? RETURNING " + COLUMNS;
    private static final String LIST =
            "SELECT " + COLUMNS + " FROM session WHERE username = ? ORDER BY created_ms DESC, id DESC";
    private static final String FROM = "SELECT " + COLUMNS + ", id FROM session WHERE id > ? ORDER BY id LIMIT ?";
    private static final String EXPIRE = "DELETE FROM session WHERE id = ? AND seen_ms = ?";

    private static final byte[] NO_HASH = {};

    /** A session and its place in the order of the logins. */
    record Row(long id, Session session) {}

    private SessionTable() {}

    static Session find(SqlSession session, byte[] tokenHash) throws SQLException {
        PreparedStatement select = session.prepared(SELECT);
        select.setLong(1, key(tokenHash));
        select.setBytes(2, tokenHash);
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
        insert.setLong(8, key(row.tokenHash()));
        insert.executeUpdate();
    }

    static void touch(SqlSession session, byte[] tokenHash, long seenMs) throws SQLException {
        PreparedStatement update = session.prepared(TOUCH);
        update.setLong(1, seenMs);
        update.setLong(2, key(tokenHash));
        update.setBytes(3, tokenHash);
        update.setLong(4, seenMs);
        update.executeUpdate();
    }

    /** Returns what was deleted: one or none. */
    static List<Session> delete(SqlSession session, String username, byte[] tokenHash) throws SQLException {
        PreparedStatement delete = session.prepared(DELETE);
        delete.setLong(1, key(tokenHash));
        delete.setBytes(2, tokenHash);
        delete.setBytes(3, AccountTable.key(username));
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

    /** Rows that follow one, in the order of the logins. */
    static List<Row> after(SqlSession session, long id, int limit) throws SQLException {
        PreparedStatement select = session.prepared(FROM);
        select.setLong(1, id);
        select.setInt(2, limit);
        List<Row> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new Row(rows.getLong(8), read(rows)));
            }
        }
        return found;
    }

    /** Deletes a row that nobody has touched since it was read. */
    static void expire(SqlSession session, Row row) throws SQLException {
        PreparedStatement delete = session.prepared(EXPIRE);
        delete.setLong(1, row.id());
        delete.setLong(2, row.session().seenMs());
        delete.executeUpdate();
    }

    private static long key(byte[] tokenHash) {
        return ByteBuffer.wrap(tokenHash).getLong();
    }

    private static List<Session> read(PreparedStatement statement) throws SQLException {
        List<Session> sessions = new ArrayList<>(1);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                sessions.add(read(rows));
            }
        }
        return sessions;
    }

    private static Session read(ResultSet row) throws SQLException {
        return new Session(
                row.getBytes(1),
                new String(row.getBytes(2), StandardCharsets.US_ASCII),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getString(6),
                row.getString(7));
    }
}
