package junretsu.users.verbs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import junretsu.users.account.Account;
import junretsu.users.account.Credential;
import junretsu.users.account.Username;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.Origin;
import junretsu.users.password.Attempt;
import junretsu.users.password.PasswordRules;
import junretsu.users.password.Verdict;
import junretsu.users.verbs.LoginCounts.Way;

/** LOGIN: a session for a username and its password. */
final class PasswordLogin {
    private final VerbParts with;
    private final SessionStart start;
    private final PasswordStages passwords;

    PasswordLogin(VerbParts parts, SessionStart start) {
        with = parts;
        this.start = start;
        passwords = new PasswordStages(parts.passwords());
    }

    CompletionStage<LineAnswer> login(LineRequest request, Origin origin, BooleanSupplier isWanted) {
        long sinceNanos = with.clock().nanoTime();
        String folded = Username.fold(request.user().username());
        String username = folded == null ? request.user().username() : folded;
        CompletionStage<Account> found = folded == null
                ? CompletableFuture.completedFuture(null)
                : with.users().find(folded);
        byte[] password = PasswordRules.bytes(request.user().password());
        return found.thenCompose(account -> {
            Credential stored = account == null ? null : account.credential();
            Attempt attempt = new Attempt(username, stored, password, sinceNanos, isWanted);
            return start.unlessLimited(
                    username, account, request, origin, () -> check(attempt, account, request, origin));
        });
    }

    private CompletionStage<LineAnswer> check(Attempt attempt, Account account, LineRequest request, Origin origin) {
        return passwords.check(attempt).thenCompose(verdict -> {
            if (!verdict.isRight()) {
                return start.counted(Way.NONE, refused(verdict, attempt.username(), origin));
            }
            renew(account, attempt.password());
            return start.counted(Way.of(verdict), start.afterPassword(account, request, origin));
        });
    }

    private CompletionStage<LineAnswer> refused(Verdict verdict, String username, Origin origin) {
        return verdict == Verdict.BUSY
                ? CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.BUSY))
                : start.wrong(username, origin);
    }

    /** Gives an account of an old or a demonstration's credential one as new accounts have, when hashes are free. */
    private void renew(Account account, byte[] password) {
        if (!with.passwords().isOutdated(account.credential())) {
            return;
        }
        with.passwords().renew(password, credential -> {
            if (credential != null) {
                with.users().replace(account.withCredential(credential)).exceptionally(failure -> {
                    with.errors().record("renewing a credential: " + failure.getMessage());
                    return false;
                });
            }
        });
    }
}
