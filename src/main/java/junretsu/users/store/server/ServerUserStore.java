package junretsu.users.store.server;

import java.sql.PreparedStatement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import junretsu.sql.SqlException;
import junretsu.sql.SqlFault;
import junretsu.sql.server.ServerDatabase;
import junretsu.users.account.Account;
import junretsu.users.account.UserStore;
import junretsu.users.store.AccountTable;
import junretsu.users.store.Unavailable;

/** Accounts on a database server. */
final class ServerUserStore implements UserStore {
    private final ServerDatabase database;

    ServerUserStore(ServerDatabase database) {
        this.database = database;
    }

    @Override
    public CompletionStage<Account> find(String username) {
        return Unavailable.instead(database.ask(AccountTable.BY_NAME, username));
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
