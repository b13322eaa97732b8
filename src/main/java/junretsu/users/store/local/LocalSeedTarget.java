package junretsu.users.store.local;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import junretsu.sql.SqlDatabase;
import junretsu.sql.SqlException;
import junretsu.sql.SqlSession;
import junretsu.users.account.Account;
import junretsu.users.account.StoreUnavailable;
import junretsu.users.store.AccountTable;
import junretsu.users.store.SeedTable;
import junretsu.users.store.SeedTarget;
import junretsu.users.store.Unavailable;

/** Seeds SQLite: a batch is a unit of the one writer. */
final class LocalSeedTarget implements SeedTarget {
    private static final String INSERT = AccountTable.INSERT + " ON CONFLICT DO NOTHING";

    private final SqlDatabase database;

    LocalSeedTarget(SqlDatabase database) {
        this.database = database;
    }

    @Override
    public State look(long total) throws StoreUnavailable {
        try {
            return database.readers().ask(session -> SeedTable.look(session, total));
        } catch (SqlException e) {
            throw Unavailable.of(e);
        }
    }

    @Override
    public void add(List<Account> accounts, long total, long next) throws StoreUnavailable {
        try {
            new WriteUnit<Void, Void>() {
                @Override
                protected Void write(SqlSession session) throws SQLException {
                    PreparedStatement insert = session.prepared(INSERT);
                    for (Account account : accounts) {
                        AccountTable.setInsert(insert, account);
                        insert.executeUpdate();
                    }
                    SeedTable.write(session, total, next);
                    return null;
                }

                @Override
                protected Void written(Void nothing) {
                    return null;
                }

                @Override
                protected void unknown(Void nothing) {}
            }.submit(database.writer()).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw Unavailable.of(e);
        }
    }

    /** The file is closed by those who opened it. */
    @Override
    public void close() {}
}
