package junretsu.users.store.local;

import java.sql.SQLException;
import junretsu.sql.SqlSession;
import junretsu.users.store.SecretTable;

/** Reads a secret, and keeps a new one where there is none. */
final class SecretUnit extends WriteUnit<byte[], byte[]> {
    private static final String INSERT = "INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING";

    private final String name;
    private final byte[] fresh;

    /** @param fresh null to keep none */
    SecretUnit(String name, byte[] fresh) {
        this.name = name;
        this.fresh = fresh;
    }

    @Override
    protected byte[] write(SqlSession session) throws SQLException {
        return SecretTable.keep(session, INSERT, name, fresh);
    }

    @Override
    protected byte[] written(byte[] kept) {
        return kept;
    }

    @Override
    protected void unknown(byte[] kept) {}
}
