package junretsu.users.verbs;

import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import junretsu.users.account.Account;
import junretsu.users.account.Nickname;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.Origin;
import junretsu.users.password.Attempt;
import junretsu.users.password.PasswordRules;
import junretsu.users.verbs.OwnSession.Owner;

/** UPDATE_NICKNAME, UPDATE_IMAGE, UPDATE_PASSWORD: changes of one's own account. */
final class OwnAccount {
    /** Changes by others at the same moment after which one gives up. */
    private static final int CONFLICTS_MAX = 8;

    private final VerbParts with;
    private final OwnSession own;
    private final SessionStart start;
    private final PasswordStages passwords;

    OwnAccount(VerbParts parts, OwnSession own, SessionStart start) {
        with = parts;
        this.own = own;
        this.start = start;
        passwords = new PasswordStages(parts.passwords());
    }

    CompletionStage<LineAnswer> rename(LineRequest request) {
        String nickname = request.user().nickname();
        Nickname.Problem problem = Nickname.problem(nickname);
        return own.answer(
                request,
                owner -> problem == null
                        ? change(owner, account -> account.withNickname(Nickname.normalized(nickname)))
                        : refused(problem.sentence()));
    }

    CompletionStage<LineAnswer> picture(LineRequest request) {
        String base64 = request.added().text(AddedField.IMAGE);
        return own.answer(request, owner -> {
            if (with.pictures() == null) {
                return refused("this server takes no pictures");
            }
            if (base64.isEmpty()) {
                return change(owner, account -> account.withPicture(""));
            }
            try {
                return keep(owner, Base64.getDecoder().decode(base64));
            } catch (IllegalArgumentException e) {
                return refused("a picture comes in base64");
            }
        });
    }

    private CompletionStage<LineAnswer> keep(Owner owner, byte[] picture) {
        return with.pictures()
                .keep(picture)
                .handle((hash, failure) ->
                        failure == null ? change(owner, account -> account.withPicture(hash)) : refusedPicture(failure))
                .thenCompose(answer -> answer);
    }

    private static CompletionStage<LineAnswer> refusedPicture(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof IllegalArgumentException
                ? refused(cause.getMessage())
                : CompletableFuture.failedFuture(cause);
    }

    /** Checks the old password, and ends the other sessions once the new one is stored. */
    CompletionStage<LineAnswer> changePassword(LineRequest request, Origin origin, BooleanSupplier isWanted) {
        String fresh = request.added().text(AddedField.NEW_PASSWORD);
        long sinceNanos = with.clock().nanoTime();
        return own.answer(request, owner -> {
            Account account = owner.account();
            PasswordRules.Problem problem = with.rules().problem(fresh, account.username());
            if (problem != null) {
                return refused(with.rules().sentence(problem));
            }
            byte[] old = PasswordRules.bytes(request.user().password());
            Attempt attempt = new Attempt(account.username(), account.credential(), old, sinceNanos, isWanted);
            Supplier<CompletionStage<LineAnswer>> check =
                    () -> passwords.check(attempt).thenCompose(verdict -> switch (verdict) {
                        case BUSY -> CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.BUSY));
                        case WRONG -> start.wrong(account.username(), origin);
                        default -> replacePassword(owner, PasswordRules.bytes(fresh), isWanted);
                    });
            return start.unlessLimited(account.username(), account, origin, check);
        });
    }

    private CompletionStage<LineAnswer> replacePassword(Owner owner, byte[] password, BooleanSupplier isWanted) {
        String username = owner.account().username();
        return passwords.create(password, isWanted).thenCompose(credential -> {
            if (credential == null) {
                return CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.BUSY));
            }
            return change(owner, account -> account.withCredential(credential)).thenCompose(answer -> {
                with.passwords().forget(username);
                return with.sessions()
                        .endAll(username, owner.session().tokenHash())
                        .thenApply(ended -> answer);
            });
        });
    }

    private static CompletionStage<LineAnswer> refused(String sentence) {
        return CompletableFuture.completedFuture(
                LineAnswer.failed(LineAnswer.ERROR).with(AddedField.DETAIL, sentence));
    }

    private CompletionStage<LineAnswer> change(Owner owner, UnaryOperator<Account> change) {
        return change(owner.account(), owner.token(), change, CONFLICTS_MAX);
    }

    /** Changes the account as it is, again as long as others change it first. */
    private CompletionStage<LineAnswer> change(
            Account account, String token, UnaryOperator<Account> change, int conflictsLeft) {
        Account changed = change.apply(account);
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
                            now -> now == null ? OwnSession.invalid() : change(now, token, change, conflictsLeft - 1));
        });
    }
}
