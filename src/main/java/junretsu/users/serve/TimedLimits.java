package junretsu.users.serve;

import java.util.concurrent.CompletionStage;
import junretsu.users.limit.Limited;
import junretsu.users.limit.LoginLimits;
import junretsu.users.limit.LoginSource;

/** Limits whose times are measured. */
record TimedLimits(LoginLimits limits, PhaseTimes times) implements LoginLimits {
    @Override
    public CompletionStage<Limited> check(LoginSource source, boolean isKnown) {
        return times.measured(() -> limits.check(source, isKnown));
    }

    @Override
    public CompletionStage<Limited> settle(LoginSource source, boolean isKnown, boolean isRight) {
        return times.measured(() -> limits.settle(source, isKnown, isRight));
    }
}
