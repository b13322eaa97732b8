package junretsu.users.limit;

import java.util.concurrent.CompletionStage;

/**
 * Limits the failed logins of a user at an address, of an address, and of a user. Right passwords count for nothing,
 * so a hall of people behind one address may log in at once. Nobody is locked out for good: the longest wait is 15
 * minutes, and no number of a stranger's failures keeps the owner of a known device or of a second factor out.
 *
 * <p>Failures count once they are known, so a burst begins with as many guesses as the hash workers take within the
 * time that a hash may wait. All methods may be called by any thread and do not wait; stages fail with
 * {@link junretsu.users.account.StoreUnavailable} when the counts cannot be reached, and then no password is to be
 * tried: a limit that is not known has not been kept.
 */
public interface LoginLimits {

    /**
     * Asks whether a password may be tried.
     *
     * @param isKnown true for a device on which this user has logged in before, or when a second factor is asked for
     * @return completed with null when it may
     */
    CompletionStage<Limited> check(LoginSource source, boolean isKnown);

    /** Counts a wrong password, or a wrong code of the second factor; completed once it counts. */
    CompletionStage<Void> failed(LoginSource source);

    /** Forgets a user's failures here and, in a row, anywhere. */
    void succeeded(LoginSource source);
}
