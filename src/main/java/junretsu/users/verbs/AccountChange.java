package junretsu.users.verbs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import junretsu.users.account.Account;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.verbs.OwnSession.Owner;

/** The way of a change of one's own account into the store, and its answer. */
final class AccountChange {
    /** Changes by others at the same moment after which one gives up. */
    private static final int CONFLICTS_MAX = 8;

    private final VerbParts with;

    AccountChange(VerbParts parts) {
        with = parts;
    }

    /**
     * Changes the account as it is stored, again as long as others change it first.
     *
     * @param change returns null where that account must not be changed any more
     */
    CompletionStage<LineAnswer> make(Owner owner, UnaryOperator<Account> change) {
        return make(owner.account(), owner.token(), change, CONFLICTS_MAX);
    }

    /** Changes the account as the owner has shown to know it; busy when anybody was first. */
    CompletionStage<LineAnswer> makeOnce(Owner owner, Account changed) {
        return make(owner.account(), owner.token(), account -> changed, 0);
    }

    private CompletionStage<LineAnswer> make(
            Account account, String token, UnaryOperator<Account> change, int conflictsLeft) {
        Account changed = change.apply(account);
        if (changed == null) {
            return CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.BUSY));
        }
        return with.users().replace(changed).thenCompose(isDone -> {
            if (isDone) {
                return CompletableFuture.completedFuture(SessionStart.answer(changed, token));
            }
            if (conflictsLeft == 0) {
                return CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.BUSY));
            }
            return with.users()
                    .find(account.username())
                    .thenCompose(
                            now -> now == null ? OwnSession.invalid() : make(now, token, change, conflictsLeft - 1));
        });
    }

    /** Ends the owner's other sessions, when the change was made: each of them may be somebody else's. */
    CompletionStage<LineAnswer> endingOthers(Owner owner, CompletionStage<LineAnswer> made) {
        return made.thenCompose(answer -> {
            if (!answer.success()) {
                return CompletableFuture.completedFuture(answer);
            }
            with.passwords().forget(owner.account().username());
            return with.sessions()
                    .endAll(owner.account().username(), owner.session().tokenHash())
                    .thenApply(ended -> answer);
        });
    }

    /** The answer to a change that cannot be made. */
    static CompletionStage<LineAnswer> rejected(String sentence) {
        return CompletableFuture.completedFuture(
                LineAnswer.failed(LineAnswer.ERROR).with(AddedField.DETAIL, sentence));
    }
}
