package junretsu.users.account;

import java.util.concurrent.CompletionStage;

/**
 * Keeps accounts. Its methods may be called by any thread and do not wait; stages are completed by a thread of the
 * store, which must not be blocked, and fail with {@link StoreUnavailable} when it cannot be said what is stored.
 */
public interface UserStore {

    /** The account of a folded name; null when there is none. */
    CompletionStage<Account> find(String username);

    /** Adds an account; completed with true once it is durable, or with false when the name is taken. */
    CompletionStage<Boolean> add(Account account);

    /**
     * Replaces an account by one whose version is higher by 1; completed with true once it is durable, or with false
     * when the stored one has another version or is gone.
     */
    CompletionStage<Boolean> replace(Account changed);

    /** A sentence about why nothing can be stored now; null when it can. */
    String problem();
}
