package junretsu.users.account;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Keeps sessions, by the hash of their tokens. Its methods may be called by any thread and do not wait; stages are
 * completed by a thread of the store, which must not be blocked, and fail with {@link StoreUnavailable} when it cannot
 * be said whether a session is there.
 */
public interface SessionStore {
    /** So many fit into one answer, however long they are. */
    int LISTED_MAX = 200;

    /**
     * An account's sessions beside which no older one needs to last: a further one ends the oldest, at the latest some
     * logins later, so that no account takes more of the store and of the memory than this.
     */
    int KEPT = 10_000;

    /** A use is written down when the one that is written is older than this. */
    long TOUCH_MS_MIN = 60_000;

    /** Begins a session; completed once it survives the process. */
    CompletionStage<Void> open(Session session);

    /** Begins a session and ends the account's others in one step: of many begun at once, one is left. */
    CompletionStage<Void> openOnly(Session session);

    /** A session that has neither been idle for too long nor ended; null when there is none. */
    CompletionStage<Session> find(byte[] tokenHash);

    /**
     * Takes note that a session was used, without a wait and at most once a minute for each; may be lost in a crash,
     * and while the store is away.
     *
     * @param found as {@link #find} returned it
     * @param nowMs Unix milliseconds
     */
    void touch(Session found, long nowMs);

    /** Ends a session of an account; completed with false when it was not there, or is another account's. */
    CompletionStage<Boolean> end(String username, byte[] tokenHash);

    /**
     * Ends all sessions of an account but one.
     *
     * @param exceptHash null to end all
     * @param username folded
     * @return how many have ended
     */
    CompletionStage<Integer> endAll(String username, byte[] exceptHash);

    /** The sessions of an account, the newest first; at most {@value #LISTED_MAX} of them. */
    CompletionStage<List<Session>> list(String username);

    /** A sentence about why sessions can be neither begun nor found now; null when they can. */
    String problem();
}
