package junretsu.users.verbs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.users.account.Account;
import junretsu.users.account.Username;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.Origin;
import junretsu.users.password.Attempt;
import junretsu.users.password.PasswordRules;
import junretsu.users.password.Verdict;

/** LOGIN: a session for a username and its password. */
final class PasswordLogin {
    private final VerbParts with;
    private final SessionStart start;

    PasswordLogin(VerbParts parts, SessionStart start) {
        with = parts;
        this.start = start;
    }

    CompletionStage<LineAnswer> login(LineRequest request, Origin origin) {
        long sinceNanos = with.clock().nanoTime();
        String folded = Username.fold(request.user().username());
        String username = folded == null ? request.user().username() : folded;
        CompletionStage<Account> found = folded == null
                ? CompletableFuture.completedFuture(null)
                : with.users().find(folded);
        return found.thenCompose(account -> {
            LineAnswer limited = start.limited(username, account, request, origin);
            return limited == null
                    ? check(username, account, request, origin, sinceNanos)
                    : CompletableFuture.completedFuture(limited);
        });
    }

    private CompletionStage<LineAnswer> check(
            String username, Account account, LineRequest request, Origin origin, long sinceNanos) {
        byte[] password = PasswordRules.bytes(request.user().password());
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        Attempt attempt =
                new Attempt(username, account == null ? null : account.credential(), password, sinceNanos, () -> true);
        with.passwords().check(attempt, verdict::complete);
        return verdict.thenCompose(found -> {
            if (!found.isRight()) {
                return CompletableFuture.completedFuture(refused(found, username, origin));
            }
            renew(account, password);
            return start.afterPassword(account, request, origin);
        });
    }

    private LineAnswer refused(Verdict verdict, String username, Origin origin) {
        return verdict == Verdict.BUSY ? LineAnswer.failed(LineAnswer.BUSY) : start.wrong(username, origin);
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
