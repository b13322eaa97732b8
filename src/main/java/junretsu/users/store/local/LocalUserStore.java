package junretsu.users.store.local;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.sql.SqlDatabase;
import junretsu.sql.SqlQuestions;
import junretsu.sql.SqlSession;
import junretsu.users.account.Account;
import junretsu.users.account.UserStore;
import junretsu.users.store.AccountBytes;
import junretsu.users.store.AccountTable;
import junretsu.users.store.Recent;
import junretsu.users.store.Unavailable;

/** Accounts in SQLite. */
final class LocalUserStore implements UserStore {
    /** Of some 65,536 accounts. */
    private static final int RECENT_BYTES = 16 << 20;

    private static final String INSERT = AccountTable.INSERT + " ON CONFLICT DO NOTHING";

    private final SqlDatabase database;
    private final SqlQuestions questions;
    private final Recent<Account> recent = new Recent<>(RECENT_BYTES, AccountBytes::of, AccountBytes::read);

    LocalUserStore(SqlDatabase database, SqlQuestions questions) {
        this.database = database;
        this.questions = questions;
    }

    @Override
    public CompletionStage<Account> find(String username) {
        byte[] key = AccountTable.key(username);
        Account known = recent.get(key);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        long generation = recent.generation(key);
        return Unavailable.instead(questions.ask(AccountTable.BY_NAME, username).thenApply(read -> {
            if (read != null) {
                recent.fill(key, read, generation);
            }
            return read;
        }));
    }

    @Override
    public CompletionStage<Boolean> add(Account account) {
        return new Change(account) {
            @Override
            protected Boolean write(SqlSession session) throws SQLException {
                PreparedStatement insert = session.prepared(INSERT);
                AccountTable.setInsert(insert, account);
                return insert.executeUpdate() == 1;
            }
        }.submit(database.writer());
    }

    @Override
    public CompletionStage<Boolean> replace(Account changed) {
        return new Change(changed) {
            @Override
            protected Boolean write(SqlSession session) throws SQLException {
                PreparedStatement update = session.prepared(AccountTable.UPDATE);
                AccountTable.setUpdate(update, changed);
                return update.executeUpdate() == 1;
            }
        }.submit(database.writer());
    }

    @Override
    public String problem() {
        String problem = database.writer().problem();
        return problem == null ? null : "accounts cannot be written: " + problem;
    }

    /** A change of one account, which is true when it was made. */
    private abstract class Change extends WriteUnit<Boolean, Boolean> {
        private final Account account;

        Change(Account account) {
            this.account = account;
        }

        @Override
        protected final Boolean written(Boolean isDone) {
            if (isDone) {
                recent.changed(AccountTable.key(account.username()), account);
            }
            return isDone;
        }

        @Override
        protected final void unknown(Boolean isDone) {
            recent.changed(AccountTable.key(account.username()), null);
        }
    }
}
