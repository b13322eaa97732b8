package junretsu.users.serve;

import java.util.concurrent.CompletionStage;
import junretsu.users.limit.Limited;
import junretsu.users.limit.LoginLimits;
import junretsu.users.limit.LoginSource;

/** Limits whose times are measured, but for what nobody waits for. */
record TimedLimits(LoginLimits limits, StageTimes times) implements LoginLimits {
    @Override
    public CompletionStage<Limited> check(LoginSource source, boolean isKnown) {
        return times.measured(() -> limits.check(source, isKnown));
    }

    @Override
    public CompletionStage<Void> failed(LoginSource source) {
        return times.measured(() -> limits.failed(source));
    }

    @Override
    public void succeeded(LoginSource source) {
        limits.succeeded(source);
    }
}
