package junretsu.users.serve;

import java.util.concurrent.CompletionStage;
import junretsu.users.account.Account;
import junretsu.users.account.UserStore;

/** Accounts whose times are measured. */
record TimedUserStore(UserStore store, PhaseTimes times) implements UserStore {
    @Override
    public CompletionStage<Account> find(String username) {
        return times.measured(() -> store.find(username));
    }

    @Override
    public CompletionStage<Boolean> add(Account account) {
        return times.measured(() -> store.add(account));
    }

    @Override
    public CompletionStage<Boolean> replace(Account changed) {
        return times.measured(() -> store.replace(changed));
    }

    @Override
    public String problem() {
        return store.problem();
    }
}
