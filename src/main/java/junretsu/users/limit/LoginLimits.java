package junretsu.users.limit;

import java.util.concurrent.CompletionStage;

/**
 * Limits the failed logins of a user at an address, of an address, and of a user. Right passwords count for nothing,
 * so a hall of people behind one address may log in at once. Nobody is locked out for good: the longest wait is 15
 * minutes, and no number of a stranger's failures keeps the owner of a known device or of a second factor out. Wrong
 * codes of the factor have a limit of their own, which only who has the password can reach.
 *
 * <p>Many tries may pass {@link #check} before the first of them has failed, so the verdict about each is to be told
 * only as far as {@link #settle} allows it. All methods may be called by any thread and do not wait; stages fail with
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

    /**
     * Takes note of a verdict as soon as it is known: a wrong password or code counts, with a right one the user's
     * failures are forgotten, here and, in a row, anywhere.
     *
     * @param isKnown as of {@link #check}
     * @return completed with null when the verdict may be told; else it stays untold and nobody logs in, since too many
     *     other tries have failed meanwhile
     */
    CompletionStage<Limited> settle(LoginSource source, boolean isKnown, boolean isRight);
}
