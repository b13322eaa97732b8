package junretsu.users.verbs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import junretsu.users.account.Credential;
import junretsu.users.password.Attempt;
import junretsu.users.password.Passwords;
import junretsu.users.password.Verdict;

/** Passwords with answers that are stages, which hash workers or the timer complete. Any thread may call. */
final class PasswordStages {
    private final Passwords passwords;

    PasswordStages(Passwords passwords) {
        this.passwords = passwords;
    }

    /** Checks a password. */
    CompletionStage<Verdict> check(Attempt attempt) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        passwords.check(attempt, verdict::complete);
        return verdict;
    }

    /** Makes a credential; null when too many wait. */
    CompletionStage<Credential> create(byte[] password, BooleanSupplier isWanted) {
        CompletableFuture<Credential> made = new CompletableFuture<>();
        passwords.create(password, isWanted, made::complete);
        return made;
    }
}
