package junretsu.users.verbs;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import junretsu.users.account.Account;
import junretsu.users.account.Credential;
import junretsu.users.account.Username;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.Origin;
import junretsu.users.password.PasswordRules;
import junretsu.users.verbs.LoginCounts.Way;
import junretsu.users.verbs.PasswordProof.Proof;

/** LOGIN: a session for a username and its password. */
final class PasswordLogin {
    private final VerbParts with;
    private final SessionStart start;
    private final PasswordProof proof;

    PasswordLogin(VerbParts parts, SessionStart start) {
        with = parts;
        this.start = start;
        proof = new PasswordProof(start, parts.passwords());
    }

    CompletionStage<LineAnswer> login(LineRequest request, Origin origin, BooleanSupplier isWanted) {
        long sinceNanos = with.clock().nanoTime();
        String folded = Username.fold(request.user().username());
        String username = folded == null ? request.user().username() : folded;
        CompletionStage<Account> found = folded == null
                ? CompletableFuture.completedFuture(null)
                : with.users().find(folded);
        return found.thenCompose(account -> {
            LoginTry login = new LoginTry(username, account, request, origin, sinceNanos);
            return proof.checked(login, isWanted, verdict -> judged(login, verdict));
        });
    }

    private CompletionStage<LineAnswer> judged(LoginTry login, Proof proven) {
        if (proven.refusal() != null) {
            return start.counted(Way.NONE, proven.refusal());
        }
        return start.counted(Way.of(proven.verdict()), start.afterPassword(login))
                .thenApply(answer -> {
                    if (answer.success()) {
                        renew(login);
                    }
                    return answer;
                });
    }

    /** Gives an account of an old or a demonstration's credential one as new accounts have, when hashes are free. */
    private void renew(LoginTry login) {
        Credential old = login.credential();
        if (!with.passwords().isOutdated(old)) {
            return;
        }
        byte[] password = PasswordRules.bytes(login.request().user().password());
        with.passwords().renew(old, password, credential -> {
            if (credential != null) {
                replace(login.username(), old, credential).exceptionally(failure -> {
                    with.errors().record("renewing a credential: " + failure.getMessage());
                    return false;
                });
            }
        });
    }

    /** Of the account as it is now: its login may have used a code. */
    private CompletionStage<Boolean> replace(String username, Credential old, Credential renewed) {
        return with.users()
                .find(username)
                .thenCompose(
                        now -> now != null && Arrays.equals(now.credential().salt(), old.salt())
                                ? with.users().replace(now.withCredential(renewed))
                                : CompletableFuture.completedFuture(false));
    }
}
