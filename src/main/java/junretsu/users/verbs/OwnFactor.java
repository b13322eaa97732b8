package junretsu.users.verbs;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import junretsu.users.account.Account;
import junretsu.users.account.SecondFactor;
import junretsu.users.factor.RecoveryCodes;
import junretsu.users.factor.Totp;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.Origin;
import junretsu.users.verbs.OwnSession.Owner;

/**
 * TOTP_BEGIN, TOTP_CONFIRM, TOTP_END, TOTP_CODES: the second factor of one's own account. Between the first two nothing
 * is kept here: the client sends the secret back, so that any back end confirms it. Who chooses another weakens only
 * the own account, and a stolen token changes nothing, since each change asks for the password.
 */
final class OwnFactor {
    private static final String ISSUER = "junretsu";

    private final VerbParts with;
    private final OwnSession own;
    private final OwnPassword password;
    private final AccountChange change;
    private final SessionStart start;

    OwnFactor(VerbParts parts, OwnSession own, OwnPassword password, AccountChange change, SessionStart start) {
        with = parts;
        this.own = own;
        this.password = password;
        this.change = change;
        this.start = start;
    }

    /** A new secret, which changes nothing. */
    CompletionStage<LineAnswer> begin(LineRequest request) {
        return own.answer(request, owner -> {
            if (owner.account().secondFactor() != null) {
                return hasOne();
            }
            byte[] secret = Totp.secret();
            return CompletableFuture.completedFuture(SessionStart.answer(owner.account(), owner.token())
                    .with(AddedField.SECRET, Totp.typed(secret))
                    .with(AddedField.URI, Totp.uri(ISSUER, owner.account().username(), secret)));
        });
    }

    /** Stores the secret of which the code is, and answers with the recovery codes, which are shown this once. */
    CompletionStage<LineAnswer> confirm(LineRequest request, Origin origin, BooleanSupplier isWanted) {
        byte[] secret = Totp.untyped(request.added().text(AddedField.SECRET));
        return own.answer(request, owner -> {
            if (owner.account().secondFactor() != null) {
                return hasOne();
            }
            if (secret == null) {
                return AccountChange.rejected("a secret is the one of the answer to TOTP_BEGIN");
            }
            return password.checked(owner, request, origin, isWanted, () -> store(owner, secret, request));
        });
    }

    private CompletionStage<LineAnswer> store(Owner owner, byte[] secret, LineRequest request) {
        List<String> codes = RecoveryCodes.create();
        SecondFactor factor = Totp.use(
                RecoveryCodes.factor(secret, codes),
                request.added().text(AddedField.CODE),
                with.clock().epochMillis());
        if (factor == null) {
            return AccountChange.rejected(
                    "this is not the code that the app shows now; it may be that the device's clock is wrong");
        }
        Account changed = owner.account().withSecondFactor(factor);
        return change.makeEndingOthers(owner, AccountChange.once(owner, changed))
                .thenApply(answer -> shown(answer, codes));
    }

    /** Removes the factor, for the password and a code of it or a recovery code. */
    CompletionStage<LineAnswer> end(LineRequest request, Origin origin, BooleanSupplier isWanted) {
        return proven(
                request,
                origin,
                isWanted,
                (owner, used) -> change.makeEndingOthers(
                        owner, AccountChange.once(owner, owner.account().withSecondFactor(null))));
    }

    /** Makes new recovery codes, for the same; the old ones are good for nothing from then on. */
    CompletionStage<LineAnswer> renewCodes(LineRequest request, Origin origin, BooleanSupplier isWanted) {
        return proven(request, origin, isWanted, (owner, used) -> {
            List<String> codes = RecoveryCodes.create();
            Account changed = owner.account().withSecondFactor(RecoveryCodes.renewed(used, codes));
            return change.make(owner, AccountChange.once(owner, changed)).thenApply(answer -> shown(answer, codes));
        });
    }

    private static LineAnswer shown(LineAnswer answer, List<String> codes) {
        return answer.success() ? answer.with(AddedField.RECOVERY_CODES, String.join(" ", codes)) : answer;
    }

    /** Answers for an owner who has proven to have the password and the factor, which is used then. */
    private CompletionStage<LineAnswer> proven(
            LineRequest request,
            Origin origin,
            BooleanSupplier isWanted,
            BiFunction<Owner, SecondFactor, CompletionStage<LineAnswer>> verb) {
        return own.answer(request, owner -> {
            if (owner.account().secondFactor() == null) {
                return AccountChange.rejected("this account has no second factor");
            }
            return password.checked(
                    owner,
                    request,
                    origin,
                    isWanted,
                    () -> start.withCode(tried(owner, request, origin), used -> verb.apply(owner, used)));
        });
    }

    private LoginTry tried(Owner owner, LineRequest request, Origin origin) {
        Account account = owner.account();
        return new LoginTry(
                account.username(), account, request, origin, with.clock().nanoTime());
    }

    private static CompletionStage<LineAnswer> hasOne() {
        return AccountChange.rejected("this account has a second factor; end it first");
    }
}
