package junretsu.users.verbs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import junretsu.users.account.Account;
import junretsu.users.account.Credential;
import junretsu.users.account.Nickname;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.Origin;
import junretsu.users.password.PasswordRules;
import junretsu.users.password.Passwords;
import junretsu.users.verbs.OwnSession.Owner;

/** UPDATE_NICKNAME, UPDATE_PASSWORD: changes of one's own account. */
final class OwnAccount {
    private final VerbParts with;
    private final OwnSession own;
    private final OwnPassword password;
    private final PasswordStages passwords;
    private final AccountChange change;

    OwnAccount(VerbParts parts, OwnSession own, OwnPassword password, AccountChange change) {
        with = parts;
        this.own = own;
        this.password = password;
        passwords = new PasswordStages(parts.passwords());
        this.change = change;
    }

    CompletionStage<LineAnswer> rename(LineRequest request) {
        String nickname = request.user().nickname();
        Nickname.Problem problem = Nickname.problem(nickname);
        return own.answer(
                request,
                owner -> problem == null
                        ? change.make(owner, account -> account.withNickname(Nickname.normalized(nickname)))
                        : AccountChange.rejected(problem.sentence()));
    }

    /** Checks the old password, stores the new one and ends the other sessions. */
    CompletionStage<LineAnswer> changePassword(LineRequest request, Origin origin, BooleanSupplier isWanted) {
        String fresh = request.added().text(AddedField.NEW_PASSWORD);
        return own.answer(request, owner -> {
            PasswordRules.Problem problem =
                    with.rules().problem(fresh, owner.account().username());
            return problem == null
                    ? password.checked(
                            owner,
                            request,
                            origin,
                            isWanted,
                            () -> replace(owner, PasswordRules.bytes(fresh), isWanted))
                    : AccountChange.rejected(with.rules().sentence(problem));
        });
    }

    private CompletionStage<LineAnswer> replace(Owner owner, byte[] fresh, BooleanSupplier isWanted) {
        return passwords
                .create(fresh, isWanted)
                .thenCompose(credential -> credential == null
                        ? CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.BUSY))
                        : change.makeEndingOthers(owner, account -> replaced(owner, account, credential)));
    }

    /** Null when the password that was checked is not the account's any more. */
    private static Account replaced(Owner owner, Account now, Credential credential) {
        return Passwords.isSamePassword(owner.account().credential(), now.credential())
                ? now.withCredential(credential)
                : null;
    }
}
