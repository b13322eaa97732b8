package junretsu.users.verbs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import junretsu.users.account.Account;
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
        renew(login.account(), PasswordRules.bytes(login.request().user().password()));
        return start.counted(Way.of(proven.verdict()), start.afterPassword(login));
    }

    /** Gives an account of an old or a demonstration's credential one as new accounts have, when hashes are free. */
    private void renew(Account account, byte[] password) {
        if (!with.passwords().isOutdated(account.credential())) {
            return;
        }
        with.passwords().renew(account.credential(), password, credential -> {
            if (credential != null) {
                with.users().replace(account.withCredential(credential)).exceptionally(failure -> {
                    with.errors().record("renewing a credential: " + failure.getMessage());
                    return false;
                });
            }
        });
    }
}
