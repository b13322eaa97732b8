package junretsu.users.store.server;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import junretsu.sql.SqlException;
import junretsu.sql.SqlFault;
import junretsu.sql.SqlSession;
import junretsu.sql.server.JoinedQuery;
import junretsu.sql.server.ServerDatabase;
import junretsu.users.account.Account;
import junretsu.users.account.UserStore;
import junretsu.users.store.AccountTable;
import junretsu.users.store.Unavailable;

/** Accounts on a database server. */
final class ServerUserStore implements UserStore {
    /** One object, so that all who ask it are joined. */
    private static final JoinedQuery<String, Account> BY_NAME = ServerUserStore::read;

    private final ServerDatabase database;

    ServerUserStore(ServerDatabase database) {
        this.database = database;
    }

    @Override
    public CompletionStage<Account> find(String username) {
        return Unavailable.instead(database.ask(BY_NAME, username));
    }

    /** The places of a statement are a power of two, so that few are prepared; those too many repeat the last name. */
    private static Map<String, Account> read(SqlSession session, List<String> names) throws SQLException {
        int places = Integer.highestOneBit(Math.max(1, 2 * names.size() - 1));
        PreparedStatement select = session.prepared(AccountTable.selectMany(places));
        for (int i = 0; i < places; i++) {
            select.setBytes(i + 1, AccountTable.key(names.get(Math.min(i, names.size() - 1))));
        }
        Map<String, Account> found = new HashMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                Account account = AccountTable.read(rows);
                found.put(account.username(), account);
            }
        }
        return found;
    }

    @Override
    public CompletionStage<Boolean> add(Account account) {
        CompletableFuture<Boolean> added = database.change(session -> {
            PreparedStatement insert = session.prepared(AccountTable.INSERT);
            AccountTable.setInsert(insert, account);
            return insert.executeUpdate() == 1;
        });
        return Unavailable.instead(added.exceptionally(ServerUserStore::falseWhenTaken));
    }

    private static Boolean falseWhenTaken(Throwable failure) {
        if (failure instanceof SqlException sql && sql.fault() == SqlFault.CONSTRAINT) {
            return false;
        }
        throw new CompletionException(failure);
    }

    @Override
    public CompletionStage<Boolean> replace(Account changed) {
        return Unavailable.instead(database.change(session -> {
            PreparedStatement update = session.prepared(AccountTable.UPDATE);
            AccountTable.setUpdate(update, changed);
            return update.executeUpdate() == 1;
        }));
    }

    @Override
    public String problem() {
        String problem = database.problem();
        return problem == null ? null : "accounts cannot be written: " + problem;
    }
}
