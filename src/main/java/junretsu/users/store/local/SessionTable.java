package junretsu.users.store.local;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import junretsu.sql.SqlSession;
import junretsu.users.account.Session;
import junretsu.users.account.SessionStore;
import junretsu.users.store.AccountTable;
import junretsu.users.store.SessionLimits;

/**
 * The rows of sessions. They stand in the order of the logins; one is found by the tables that {@link SessionIndex}
 * writes, and before that by memory.
 */
final class SessionTable {
    private static final String COLUMNS = "token_hash, username, created_ms, seen_ms, ends_ms, address, device, id";

    /** Places: the key, the place in memory or null, the hash. */
    private static final String BY_TOKEN =
            " WHERE id IN (SELECT id FROM session_key WHERE key = ? UNION ALL SELECT ?) AND token_hash = ?";

    /** Places: the name, the places in memory as a JSON array, the name. */
    private static final String BY_USER = " WHERE id IN (SELECT id FROM session_user WHERE username = ?"
            + " UNION ALL SELECT value FROM json_each(?)) AND username = ?";

    private static final String FIND = "SELECT " + COLUMNS + " FROM session" + BY_TOKEN;
    private static final String INSERT =
            "INSERT INTO session (" + COLUMNS + ", key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String TOUCH = "UPDATE session SET seen_ms = max(seen_ms, ?)" + BY_TOKEN;
    private static final String DELETE = "DELETE FROM session" + BY_TOKEN + " AND username = ? RETURNING " + COLUMNS;
    private static final String DELETE_ALL =
            "DELETE FROM session" + BY_USER + " AND token_hash <> ? RETURNING " + COLUMNS;
    private static final String DELETE_OLD = "DELETE FROM session WHERE id IN (SELECT id FROM (SELECT id"
            + " FROM session_user WHERE username = ? AND id <= (SELECT id FROM session_user WHERE username = ?"
            + " ORDER BY id DESC LIMIT 1 OFFSET ?) ORDER BY id LIMIT ?) UNION ALL SELECT value FROM json_each(?))"
            + " AND username = ? RETURNING " + COLUMNS;
    private static final String LIST = "SELECT " + COLUMNS + " FROM session" + BY_USER
            + " AND seen_ms > ? AND ends_ms > ? ORDER BY created_ms DESC, id DESC LIMIT ?";
    private static final String AFTER = "SELECT " + COLUMNS + " FROM session WHERE id > ? ORDER BY id LIMIT ?";
    private static final String EXPIRE = "DELETE FROM session WHERE id = ? AND seen_ms = ?";
    private static final String DELETE_KEY = "DELETE FROM session_key WHERE key = ? AND id = ?";
    private static final String DELETE_USER = "DELETE FROM session_user WHERE username = ? AND id = ?";
    private static final String YOUNG =
            "SELECT id, token_hash, username FROM session WHERE id > (SELECT through FROM session_indexed) ORDER BY id";

    /** All, in the order of the logins. */
    static final String ALL = "SELECT " + COLUMNS + " FROM session ORDER BY id";

    private static final byte[] NO_HASH = {};

    /** A power of 2: to count an account's sessions at each login would cost more than the login. */
    private static final int LOGINS_A_COUNT = 2_048;

    private static final int OLD_MAX = 2 * LOGINS_A_COUNT;

    private final YoungSessions young;

    /** A session and its place in the order of the logins. */
    record Row(long id, Session session) {}

    private SessionTable(YoungSessions young) {
        this.young = young;
    }

    /** The table of a file that was opened just now. */
    static SessionTable open(SqlSession session) throws SQLException {
        long last =
                session.number("SELECT max(coalesce((SELECT max(id) FROM session), 0), through) FROM session_indexed");
        YoungSessions young = new YoungSessions(last);
        try (ResultSet rows = session.prepared(YOUNG).executeQuery()) {
            while (rows.next()) {
                young.add(rows.getLong(1), rows.getBytes(2), name(rows.getBytes(3)));
            }
        }
        return new SessionTable(young);
    }

    YoungSessions young() {
        return young;
    }

    /** The place of a session in memory; to be asked for before a question about it is asked. */
    Long place(byte[] tokenHash) {
        return young.id(tokenHash);
    }

    /** @param place from {@link #place} */
    static Session find(SqlSession session, byte[] tokenHash, Long place) throws SQLException {
        PreparedStatement select = session.prepared(FIND);
        setToken(select, 1, tokenHash, place);
        List<Row> found = read(select);
        return found.isEmpty() ? null : found.get(0).session();
    }

    private static void setToken(PreparedStatement statement, int first, byte[] tokenHash, Long place)
            throws SQLException {
        statement.setLong(first, YoungSessions.key(tokenHash));
        if (place == null) {
            statement.setNull(first + 1, Types.INTEGER);
        } else {
            statement.setLong(first + 1, place);
        }
        statement.setBytes(first + 2, tokenHash);
    }

    void insert(SqlSession session, Session row) throws SQLException {
        PreparedStatement insert = session.prepared(INSERT);
        insert.setBytes(1, row.tokenHash());
        insert.setBytes(2, AccountTable.key(row.username()));
        insert.setLong(3, row.createdMs());
        insert.setLong(4, row.seenMs());
        insert.setLong(5, row.endsMs());
        insert.setString(6, row.address());
        insert.setString(7, row.device());
        insert.setLong(8, young.add(row));
        insert.setLong(9, YoungSessions.key(row.tokenHash()));
        insert.executeUpdate();
    }

    void touch(SqlSession session, byte[] tokenHash, long seenMs) throws SQLException {
        PreparedStatement update = session.prepared(TOUCH);
        update.setLong(1, seenMs);
        setToken(update, 2, tokenHash, place(tokenHash));
        update.executeUpdate();
    }

    /** Returns what was deleted: one or none. */
    List<Session> delete(SqlSession session, String username, byte[] tokenHash) throws SQLException {
        PreparedStatement delete = session.prepared(DELETE);
        setToken(delete, 1, tokenHash, place(tokenHash));
        delete.setBytes(4, AccountTable.key(username));
        return deleted(session, delete);
    }

    /** @param exceptHash null to delete all; returns those that were deleted */
    List<Session> deleteAll(SqlSession session, String username, byte[] exceptHash) throws SQLException {
        PreparedStatement delete = session.prepared(DELETE_ALL);
        setUser(delete, username, places(username));
        delete.setBytes(4, exceptHash == null ? NO_HASH : exceptHash);
        return deleted(session, delete);
    }

    /**
     * Makes room for a session that is about to be inserted, where its account has {@link SessionStore#KEPT}: one of
     * some logins looks for that, by its token, so that nobody chooses which. Returns those that were deleted.
     */
    List<Session> deleteOld(SqlSession session, Session next) throws SQLException {
        if (Arrays.hashCode(next.tokenHash()) % LOGINS_A_COUNT != 0) {
            return List.of();
        }
        byte[] user = AccountTable.key(next.username());
        long[] places = young.ids(next.username());
        PreparedStatement delete = session.prepared(DELETE_OLD);
        delete.setBytes(1, user);
        delete.setBytes(2, user);
        delete.setInt(3, Math.max(0, SessionStore.KEPT - 1 - places.length));
        delete.setInt(4, OLD_MAX);
        delete.setString(
                5, json(Arrays.stream(places).skip(SessionStore.KEPT - 1).limit(OLD_MAX)));
        delete.setBytes(6, user);
        return deleted(session, delete);
    }

    private static void setUser(PreparedStatement statement, String username, String places) throws SQLException {
        statement.setBytes(1, AccountTable.key(username));
        statement.setString(2, places);
        statement.setBytes(3, AccountTable.key(username));
    }

    private static List<Session> deleted(SqlSession session, PreparedStatement delete) throws SQLException {
        List<Row> rows = read(delete);
        for (Row row : rows) {
            deleteFromIndex(session, row);
        }
        return rows.stream().map(Row::session).toList();
    }

    /** All places of an account in memory, as a JSON array; to be asked for before the list. */
    String places(String username) {
        return json(Arrays.stream(young.ids(username)));
    }

    private static String json(LongStream numbers) {
        return numbers.mapToObj(Long::toString).collect(Collectors.joining(",", "[", "]"));
    }

    /**
     * Those of an account that are not over, the newest first.
     *
     * @param places from {@link #places}
     * @param usedAfterMs see {@link SessionLimits#usedAfterMs}
     */
    static List<Session> list(SqlSession session, String username, String places, long usedAfterMs, long nowMs)
            throws SQLException {
        PreparedStatement select = session.prepared(LIST);
        setUser(select, username, places);
        select.setLong(4, usedAfterMs);
        select.setLong(5, nowMs);
        select.setInt(6, SessionStore.LISTED_MAX);
        return read(select).stream().map(Row::session).toList();
    }

    /** Rows that follow one, in the order of the logins. */
    static List<Row> after(SqlSession session, long id, int limit) throws SQLException {
        PreparedStatement select = session.prepared(AFTER);
        select.setLong(1, id);
        select.setInt(2, limit);
        return read(select);
    }

    /** Deletes a row, unless somebody has touched it since it was read. */
    static boolean expire(SqlSession session, Row row) throws SQLException {
        PreparedStatement delete = session.prepared(EXPIRE);
        delete.setLong(1, row.id());
        delete.setLong(2, row.session().seenMs());
        if (delete.executeUpdate() == 0) {
            return false;
        }
        deleteFromIndex(session, row);
        return true;
    }

    private static void deleteFromIndex(SqlSession session, Row row) throws SQLException {
        PreparedStatement byKey = session.prepared(DELETE_KEY);
        byKey.setLong(1, YoungSessions.key(row.session().tokenHash()));
        byKey.setLong(2, row.id());
        byKey.executeUpdate();
        PreparedStatement byUser = session.prepared(DELETE_USER);
        byUser.setBytes(1, AccountTable.key(row.session().username()));
        byUser.setLong(2, row.id());
        byUser.executeUpdate();
    }

    private static List<Row> read(PreparedStatement statement) throws SQLException {
        List<Row> found = new ArrayList<>(1);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(new Row(rows.getLong(8), session(rows)));
            }
        }
        return found;
    }

    static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getBytes(1),
                name(row.getBytes(2)),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getString(6),
                row.getString(7));
    }

    private static String name(byte[] key) {
        return new String(key, StandardCharsets.US_ASCII);
    }
}
