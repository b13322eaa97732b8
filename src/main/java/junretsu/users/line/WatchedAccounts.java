package junretsu.users.line;

import junretsu.base.Clock;

/** Other accounts, whose answers are watched. Any thread may call. */
public final class WatchedAccounts implements Accounts {
    private final Accounts accounts;
    private final LineWatch watch;
    private final Clock clock;

    /** @param watch may be called by any thread */
    public WatchedAccounts(Accounts accounts, LineWatch watch, Clock clock) {
        this.accounts = accounts;
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public void handle(LineRequest request, Origin origin, AnswerTaker answer) {
        long sinceNanos = clock.nanoTime();
        AnswerTaker watched = answer.through(line -> {
            watch.answered(request.verb(), line, clock.nanoTime() - sinceNanos, -1);
            answer.accept(line);
        });
        accounts.handle(request, origin, watched);
    }
}
