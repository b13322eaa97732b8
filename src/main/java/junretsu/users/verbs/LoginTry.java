package junretsu.users.verbs;

import junretsu.users.account.Account;
import junretsu.users.account.Credential;
import junretsu.users.limit.LoginSource;
import junretsu.users.line.LineRequest;
import junretsu.users.line.Origin;

/**
 * A proof of a password that was sent.
 *
 * @param username folded, or as it was sent where it cannot be one
 * @param account null when there is none
 * @param sinceNanos the time at which it came
 * @param isCode true once the password was right, and its code is to be checked
 */
record LoginTry(String username, Account account, LineRequest request, Origin origin, long sinceNanos, boolean isCode) {
    LoginTry(String username, Account account, LineRequest request, Origin origin, long sinceNanos) {
        this(username, account, request, origin, sinceNanos, false);
    }

    LoginTry ofCode() {
        return new LoginTry(username, account, request, origin, sinceNanos, true);
    }

    LoginSource source() {
        LoginSource source = LoginSource.of(username, origin.address());
        return isCode ? source.ofCode() : source;
    }

    /** The stored one; null when there is no account. */
    Credential credential() {
        return account == null ? null : account.credential();
    }
}
