package junretsu.users.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import junretsu.sql.SqlSession;

/** The row that says how far a seeding is, in all databases alike. */
public final class SeedTable {
    private static final String HAS_ACCOUNTS = "SELECT 1 FROM account LIMIT 1";
    private static final String IS_SEEDED = "SELECT 1 FROM seeding LIMIT 1";
    private static final String NEXT = "SELECT next FROM seeding WHERE total = ?";
    private static final String DELETE = "DELETE FROM seeding WHERE total = ?";
    private static final String INSERT = "INSERT INTO seeding (total, next) VALUES (?, ?)";

    private SeedTable() {}

    /** Reads the state for a total. */
    public static SeedTarget.State look(SqlSession session, long total) throws SQLException {
        PreparedStatement next = session.prepared(NEXT);
        next.setLong(1, total);
        return new SeedTarget.State(
                number(session.prepared(HAS_ACCOUNTS)) == 1, number(session.prepared(IS_SEEDED)) == 1, number(next));
    }

    private static long number(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Writes it down, in the transaction of the accounts. */
    public static void write(SqlSession session, long total, long next) throws SQLException {
        PreparedStatement delete = session.prepared(DELETE);
        delete.setLong(1, total);
        delete.executeUpdate();
        PreparedStatement insert = session.prepared(INSERT);
        insert.setLong(1, total);
        insert.setLong(2, next);
        insert.executeUpdate();
    }
}
