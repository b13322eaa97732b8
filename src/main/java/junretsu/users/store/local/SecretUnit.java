package junretsu.users.store.local;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import junretsu.sql.SqlSession;

/** Reads a secret, and keeps a new one where there is none. */
final class SecretUnit extends WriteUnit<byte[], byte[]> {
    private static final String INSERT = "INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String SELECT = "SELECT value FROM secret WHERE name = ?";

    private final String name;
    private final byte[] fresh;

    /** @param fresh null to keep none */
    SecretUnit(String name, byte[] fresh) {
        this.name = name;
        this.fresh = fresh;
    }

    @Override
    protected byte[] write(SqlSession session) throws SQLException {
        if (fresh != null) {
            PreparedStatement insert = session.prepared(INSERT);
            insert.setString(1, name);
            insert.setBytes(2, fresh);
            insert.executeUpdate();
        }
        PreparedStatement select = session.prepared(SELECT);
        select.setString(1, name);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getBytes(1) : null;
        }
    }

    @Override
    protected byte[] written(byte[] kept) {
        return kept;
    }

    @Override
    protected void unknown(byte[] kept) {}
}
