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

    /** A change of the account as the owner has shown to know it, and of none that anybody has changed since. */
    static UnaryOperator<Account> once(Owner owner, Account changed) {
        return account -> account.version() == owner.account().version() ? changed : null;
    }

    private CompletionStage<LineAnswer> make(
            Account account, String token, UnaryOperator<Account> change, int conflictsLeft) {
        Account changed = change.apply(account);
        if (changed == null) {
            return busy();
        }
        return with.users().replace(changed).thenCompose(isDone -> {
            if (isDone) {
                return CompletableFuture.completedFuture(SessionStart.answer(changed, token));
            }
            if (conflictsLeft == 0) {
                return busy();
            }
            return with.users()
                    .find(account.username())
                    .thenCompose(
                            now -> now == null ? OwnSession.invalid() : make(now, token, change, conflictsLeft - 1));
        });
    }

    /**
     * Changes the account as {@link #make} does and ends the owner's other sessions, since each of them may be somebody
     * else's. They end first, so that nothing is changed where they cannot be ended; and again after the change, also
     * where it is not known whether it was made, since somebody may have logged in between.
     */
    CompletionStage<LineAnswer> makeEndingOthers(Owner owner, UnaryOperator<Account> change) {
        return with.users().find(owner.account().username()).thenCompose(now -> {
            if (now == null) {
                return OwnSession.invalid();
            }
            return change.apply(now) == null
                    ? busy()
                    : endOthers(owner).thenCompose(ended -> makeAndEndOthers(owner, now, change));
        });
    }

    private CompletionStage<LineAnswer> makeAndEndOthers(Owner owner, Account now, UnaryOperator<Account> change) {
        CompletionStage<LineAnswer> made = make(now, owner.token(), change, CONFLICTS_MAX);
        return made.handle((answer, failure) -> failure == null && !answer.success()
                        ? made
                        : endOthers(owner).thenCompose(ended -> made))
                .thenCompose(answer -> answer);
    }

    private CompletionStage<Integer> endOthers(Owner owner) {
        with.passwords().forget(owner.account().username());
        return with.sessions()
                .endAll(owner.account().username(), owner.session().tokenHash());
    }

    private static CompletionStage<LineAnswer> busy() {
        return CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.BUSY));
    }

    /** The answer to a change that cannot be made. */
    static CompletionStage<LineAnswer> rejected(String sentence) {
        return CompletableFuture.completedFuture(
                LineAnswer.failed(LineAnswer.ERROR).with(AddedField.DETAIL, sentence));
    }
}
