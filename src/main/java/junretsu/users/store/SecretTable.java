package junretsu.users.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import junretsu.sql.SqlSession;

/** The random bytes that are kept with the accounts, by name. */
public final class SecretTable {
    private static final String SELECT = "SELECT value FROM secret WHERE name = ?";

    private SecretTable() {}

    /**
     * Reads a secret, and keeps a new one where there is none.
     *
     * @param insert the statement, in the database's own words, that keeps name and value unless the name is taken
     * @param fresh null to keep none
     * @return null when there is none
     */
    public static byte[] keep(SqlSession session, String insert, String name, byte[] fresh) throws SQLException {
        if (fresh != null) {
            PreparedStatement keep = session.prepared(insert);
            keep.setString(1, name);
            keep.setBytes(2, fresh);
            keep.executeUpdate();
        }
        PreparedStatement select = session.prepared(SELECT);
        select.setString(1, name);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getBytes(1) : null;
        }
    }
}
