package junretsu.users.password;

import java.util.function.BooleanSupplier;
import junretsu.users.account.Credential;

/**
 * Somebody's try to log in with a password.
 *
 * @param username folded, or as it was sent where it cannot be one
 * @param stored the credential of that user; null when there is no such user
 * @param password as {@link PasswordRules#bytes} makes it; null when it can be nobody's
 * @param sinceNanos the time at which it came, on the clock of {@link Passwords}
 * @param isWanted returns false once nobody seems to wait for the answer: it is hashed only where nothing else waits
 *     then; may be called by any thread
 * @param whenWrong run once, before the answer, as soon as the password is known to be wrong; it must not block, and
 *     the answer may still be that too many wait
 */
public record Attempt(
        String username,
        Credential stored,
        byte[] password,
        long sinceNanos,
        BooleanSupplier isWanted,
        Runnable whenWrong) {

    /** An attempt of which nothing is to be known before its answer. */
    public Attempt(String username, Credential stored, byte[] password, long sinceNanos, BooleanSupplier isWanted) {
        this(username, stored, password, sinceNanos, isWanted, () -> {});
    }
}
