package junretsu.users.store.server;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.util.List;
import junretsu.sql.SqlException;
import junretsu.sql.server.BulkSession;
import junretsu.sql.server.ServerDatabase;
import junretsu.users.account.Account;
import junretsu.users.account.StoreUnavailable;
import junretsu.users.store.AccountTable;
import junretsu.users.store.SeedTable;
import junretsu.users.store.SeedTarget;
import junretsu.users.store.Unavailable;

/** Seeds a database server: a batch is one message and one transaction, on a connection of its own. */
final class ServerSeedTarget implements SeedTarget {
    /** Leaves those that are there as they are; nothing else can be wrong with a demonstration account. */
    private static final String INSERT = AccountTable.INSERT.replace("INSERT INTO", "INSERT IGNORE INTO");

    private final ServerDatabase database;
    private BulkSession bulk;

    ServerSeedTarget(ServerDatabase database) {
        this.database = database;
    }

    @Override
    public State look(long total) throws StoreUnavailable {
        try {
            return bulk().run(session -> SeedTable.look(session, total));
        } catch (SqlException e) {
            throw closed(e);
        }
    }

    @Override
    public void add(List<Account> accounts, long total, long next) throws StoreUnavailable {
        try {
            bulk().run(session -> {
                PreparedStatement insert = session.prepared(INSERT);
                for (Account account : accounts) {
                    AccountTable.setInsert(insert, account);
                    insert.addBatch();
                }
                insert.executeBatch();
                SeedTable.write(session, total, next);
                return null;
            });
        } catch (SqlException e) {
            throw closed(e);
        }
    }

    private BulkSession bulk() throws SqlException {
        if (bulk == null) {
            bulk = database.openBulk();
        }
        return bulk;
    }

    private StoreUnavailable closed(SqlException failure) {
        close();
        return Unavailable.of(failure);
    }

    @Override
    public void close() {
        if (bulk != null) {
            try {
                bulk.close();
            } catch (IOException e) {
                // What was not committed is gone, as it is with any broken connection.
            }
            bulk = null;
        }
    }
}
