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
 */
record LoginTry(String username, Account account, LineRequest request, Origin origin, long sinceNanos) {
    LoginSource source() {
        return LoginSource.of(username, origin.address());
    }

    /** The stored one; null when there is no account. */
    Credential credential() {
        return account == null ? null : account.credential();
    }
}
