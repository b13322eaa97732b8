package junretsu.users.password;

import java.util.function.Consumer;

/** A password that is known to be wrong, and waits its turn like one that is not, so that nobody can tell. */
record SparedCheck(Attempt attempt, Consumer<Verdict> caller) implements HashTask {
    @Override
    public boolean isWanted() {
        return attempt.isWanted().getAsBoolean();
    }

    @Override
    public boolean hash(PasswordHash hash) {
        return false;
    }

    @Override
    public void answer() {
        caller.accept(Verdict.WRONG);
    }

    @Override
    public void refuse() {
        caller.accept(Verdict.BUSY);
    }
}
