package junretsu.users.verbs;

import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import junretsu.users.account.Account;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.Origin;
import junretsu.users.verbs.OwnSession.Owner;

/** The password that a change asks for which a stolen token alone must not make. */
final class OwnPassword {
    private final VerbParts with;
    private final SessionStart start;
    private final PasswordProof proof;

    OwnPassword(VerbParts parts, SessionStart start) {
        with = parts;
        this.start = start;
        proof = new PasswordProof(start, parts.passwords());
    }

    /** Makes the change when the request has the right password; a wrong one counts as in a login. */
    CompletionStage<LineAnswer> checked(
            Owner owner,
            LineRequest request,
            Origin origin,
            BooleanSupplier isWanted,
            Supplier<CompletionStage<LineAnswer>> change) {
        Account account = owner.account();
        LoginTry login = new LoginTry(
                account.username(), account, request, origin, with.clock().nanoTime());
        return proof.checked(
                login, isWanted, found -> found.refusal() == null ? start.afterProof(login, change) : found.refusal());
    }
}
