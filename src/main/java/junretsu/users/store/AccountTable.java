package junretsu.users.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import junretsu.sql.JoinedQuery;
import junretsu.sql.SqlSession;
import junretsu.users.account.Account;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;

/** The rows of accounts and the statements that all databases understand. */
public final class AccountTable {
    private static final String COLUMNS = "username, nickname, picture, scheme, memory_kib, passes, salt, stored_key,"
            + " server_key, second_factor, version, created_ms";

    /** All, by name. */
    public static final String ALL = "SELECT " + COLUMNS + " FROM account ORDER BY username";

    /** Adds one; fails when the name is taken. */
    public static final String INSERT =
            "INSERT INTO account (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Replaces one that has the version before. */
    public static final String UPDATE = "UPDATE account SET nickname = ?, picture = ?, scheme = ?, memory_kib = ?,"
            + " passes = ?, salt = ?, stored_key = ?, server_key = ?, second_factor = ?, version = ?"
            + " WHERE username = ? AND version = ?";

    /** Finds by the name; one object, so that all who ask it are joined. */
    public static final JoinedQuery<String, Account> BY_NAME = AccountTable::read;

    /** Stored as their places here, from 1 on. */
    private static final List<Scheme> SCHEMES = List.of(Scheme.ARGON2ID, Scheme.SEED, Scheme.ARGON2ID_PEPPERED);

    private static final HexFormat HEX = HexFormat.of();

    private AccountTable() {}

    private static String selectMany(int names) {
        return "SELECT " + COLUMNS + " FROM account WHERE username IN (?" + ", ?".repeat(names - 1) + ")";
    }

    /** The key of a row: the name's bytes. */
    public static byte[] key(String username) {
        return username.getBytes(StandardCharsets.US_ASCII);
    }

    /** Sets all places of {@link #INSERT}. */
    public static void setInsert(PreparedStatement insert, Account account) throws SQLException {
        insert.setBytes(1, key(account.username()));
        setChanging(insert, 2, account);
        insert.setLong(12, account.createdMs());
    }

    /** Sets all places of {@link #UPDATE}. */
    public static void setUpdate(PreparedStatement update, Account changed) throws SQLException {
        setChanging(update, 1, changed);
        update.setBytes(11, key(changed.username()));
        update.setLong(12, changed.version() - 1);
    }

    private static void setChanging(PreparedStatement statement, int first, Account account) throws SQLException {
        Credential credential = account.credential();
        statement.setString(first, account.nickname());
        statement.setBytes(first + 1, account.picture().isEmpty() ? null : HEX.parseHex(account.picture()));
        statement.setInt(first + 2, SCHEMES.indexOf(credential.scheme()) + 1);
        statement.setInt(first + 3, credential.memoryKib());
        statement.setInt(first + 4, credential.passes());
        statement.setBytes(first + 5, credential.salt());
        statement.setBytes(first + 6, credential.storedKey());
        statement.setBytes(first + 7, credential.serverKey());
        statement.setBytes(first + 8, SecondFactorBytes.of(account.secondFactor()));
        statement.setLong(first + 9, account.version());
    }

    /**
     * Reads accounts by their names, in one statement. Its places are a power of two, so that few are prepared; those
     * too many repeat the last name.
     */
    private static Map<String, Account> read(SqlSession session, List<String> names) throws SQLException {
        int places = Integer.highestOneBit(Math.max(1, 2 * names.size() - 1));
        PreparedStatement select = session.prepared(selectMany(places));
        for (int i = 0; i < places; i++) {
            select.setBytes(i + 1, key(names.get(Math.min(i, names.size() - 1))));
        }
        Map<String, Account> found = new HashMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                Account account = read(rows);
                found.put(account.username(), account);
            }
        }
        return found;
    }

    /** Reads the row at which a result stands. */
    public static Account read(ResultSet row) throws SQLException {
        byte[] picture = row.getBytes(3);
        Scheme scheme = SCHEMES.get(row.getInt(4) - 1);
        return new Account(
                new String(row.getBytes(1), StandardCharsets.US_ASCII),
                row.getString(2),
                picture == null ? "" : HEX.formatHex(picture),
                new Credential(scheme, row.getInt(5), row.getInt(6), row.getBytes(7), row.getBytes(8), row.getBytes(9)),
                SecondFactorBytes.read(row.getBytes(10)),
                row.getLong(11),
                row.getLong(12));
    }
}
