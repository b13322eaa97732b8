package junretsu.users.password;

import java.util.function.Consumer;
import junretsu.users.account.Credential;

/** A password that only the slow hash can tell to be right or wrong. */
final class PasswordCheck implements HashTask {
    private final Attempt attempt;
    private final Credential credential;
    private final RememberedLogins remembered;
    private final Consumer<Verdict> answer;
    private Verdict verdict;

    /** @param credential to check against, which is a dummy where there is no such user */
    PasswordCheck(Attempt attempt, Credential credential, RememberedLogins remembered, Consumer<Verdict> answer) {
        this.attempt = attempt;
        this.credential = credential;
        this.remembered = remembered;
        this.answer = answer;
    }

    @Override
    public boolean isWanted() {
        return attempt.isWanted().getAsBoolean();
    }

    @Override
    public boolean hash(PasswordHash hash) {
        boolean isRight = hash.matches(attempt.password(), credential);
        if (isRight) {
            remembered.remember(attempt.username(), credential, attempt.password());
        } else {
            attempt.whenWrong().run();
        }
        verdict = isRight ? Verdict.FRESH : Verdict.WRONG;
        return true;
    }

    @Override
    public void answer() {
        answer.accept(verdict);
    }

    @Override
    public void refuse() {
        answer.accept(Verdict.BUSY);
    }
}
