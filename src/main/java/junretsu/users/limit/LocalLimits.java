package junretsu.users.limit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.base.Clock;
import junretsu.users.limit.Limited.Why;

/**
 * The limits of one process, forgotten with it. All methods may be called by any thread. The memory is bounded: of each
 * limit one of the names that have not failed for longest makes room.
 */
public final class LocalLimits implements LoginLimits {
    private static final int ENTRIES_MAX = 100_000;
    private static final CompletionStage<Limited> FREE = CompletableFuture.completedFuture(null);

    private final FailureCounts usersAtAddress;
    private final FailureCounts addresses;
    private final FailureCounts users;
    private final FailureCounts codes;

    public LocalLimits(Clock clock) {
        this(ENTRIES_MAX, clock);
    }

    /** @param entriesMax of each limit */
    LocalLimits(int entriesMax, Clock clock) {
        usersAtAddress = new FailureCounts(Why.USER_AT_ADDRESS, entriesMax, clock);
        addresses = new FailureCounts(Why.ADDRESS, entriesMax, clock);
        users = new FailureCounts(Why.USER, entriesMax, clock);
        codes = new FailureCounts(Why.CODE, entriesMax, clock);
    }

    @Override
    public CompletionStage<Limited> check(LoginSource source, boolean isKnown) {
        Limited limited = usersAtAddress.limited(source.userAtAddress());
        if (limited == null) {
            limited = addresses.limited(source.address());
        }
        if (limited == null && !isKnown) {
            limited = users.limited(source.username());
        }
        if (limited == null && source.isCode()) {
            limited = codes.limited(source.username());
        }
        return limited == null ? FREE : CompletableFuture.completedFuture(limited);
    }

    @Override
    public CompletionStage<Limited> settle(LoginSource source, boolean isKnown, boolean isRight) {
        CompletionStage<Limited> limited = check(source, isKnown);
        if (!isRight) {
            usersAtAddress.count(source.userAtAddress());
            addresses.count(source.address());
            users.count(source.username());
            if (source.isCode()) {
                codes.count(source.username());
            }
        } else if (limited == FREE) {
            usersAtAddress.forget(source.userAtAddress());
            users.forget(source.username());
            codes.forget(source.username());
        }
        return limited;
    }
}
