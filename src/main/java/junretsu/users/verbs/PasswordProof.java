package junretsu.users.verbs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import junretsu.users.line.LineAnswer;
import junretsu.users.password.Attempt;
import junretsu.users.password.PasswordRules;
import junretsu.users.password.Passwords;
import junretsu.users.password.Verdict;

/** The password of a request, checked within the limits. Any thread may call. */
final class PasswordProof {
    private final SessionStart start;
    private final PasswordStages passwords;

    PasswordProof(SessionStart start, Passwords passwords) {
        this.start = start;
        this.passwords = new PasswordStages(passwords);
    }

    /**
     * The verdict about a password.
     *
     * @param refusal the answer to one that is not right; null otherwise
     */
    record Proof(Verdict verdict, CompletionStage<LineAnswer> refusal) {}

    /**
     * Checks the request's password unless it has to wait. A wrong one counts as soon as it is known, which may be long
     * before it is answered: of many that are sent at once the first few alone are told.
     *
     * @param answer makes the answer of the verdict
     */
    CompletionStage<LineAnswer> checked(
            LoginTry login, BooleanSupplier isWanted, Function<Proof, CompletionStage<LineAnswer>> answer) {
        byte[] password = PasswordRules.bytes(login.request().user().password());
        return start.unlessLimited(login, () -> check(login, password, isWanted).thenCompose(answer));
    }

    private CompletionStage<Proof> check(LoginTry login, byte[] password, BooleanSupplier isWanted) {
        AtomicReference<CompletionStage<LineAnswer>> wrong = new AtomicReference<>();
        Attempt attempt = new Attempt(
                login.username(),
                login.credential(),
                password,
                login.sinceNanos(),
                isWanted,
                () -> wrong.set(start.wrong(login)));
        return passwords
                .check(attempt)
                .thenApply(verdict -> new Proof(
                        verdict,
                        switch (verdict) {
                            case BUSY -> CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.BUSY));
                            case WRONG -> wrong.get();
                            default -> null;
                        }));
    }
}
