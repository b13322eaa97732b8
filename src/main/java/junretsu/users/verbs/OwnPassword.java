package junretsu.users.verbs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import junretsu.users.account.Account;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.Origin;
import junretsu.users.password.Attempt;
import junretsu.users.password.PasswordRules;
import junretsu.users.verbs.OwnSession.Owner;

/** The password that a change asks for which a stolen token alone must not make. */
final class OwnPassword {
    private final VerbParts with;
    private final SessionStart start;
    private final PasswordStages passwords;

    OwnPassword(VerbParts parts, SessionStart start) {
        with = parts;
        this.start = start;
        passwords = new PasswordStages(parts.passwords());
    }

    /** Makes the change when the request has the right password; a wrong one counts as in a login. */
    CompletionStage<LineAnswer> checked(
            Owner owner,
            LineRequest request,
            Origin origin,
            BooleanSupplier isWanted,
            Supplier<CompletionStage<LineAnswer>> change) {
        Account account = owner.account();
        byte[] password = PasswordRules.bytes(request.user().password());
        Attempt attempt = new Attempt(
                account.username(), account.credential(), password, with.clock().nanoTime(), isWanted);
        Supplier<CompletionStage<LineAnswer>> check =
                () -> passwords.check(attempt).thenCompose(found -> switch (found) {
                    case BUSY -> CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.BUSY));
                    case WRONG -> start.wrong(account.username(), origin);
                    default -> change.get();
                });
        return start.unlessLimited(account.username(), account, request, origin, check);
    }
}
