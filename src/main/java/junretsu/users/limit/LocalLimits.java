package junretsu.users.limit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.base.Clock;
import junretsu.base.OldestFirst;
import junretsu.users.limit.Limited.Why;

/**
 * The limits of one process, forgotten with it. All methods may be called by any thread. The memory is bounded: of each
 * limit the entry that has not changed for longest makes room.
 */
public final class LocalLimits implements LoginLimits {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final int ENTRIES_MAX = 100_000;
    private static final CompletionStage<Limited> FREE = CompletableFuture.completedFuture(null);

    private final OldestFirst<Failures> usersAtAddress;
    private final OldestFirst<Failures> addresses;
    private final OldestFirst<Failures> users;
    private final OldestFirst<Failures> codes;
    private final Clock clock;

    /** @param endNanos the time at which they are forgotten */
    private record Failures(int count, long endNanos) {}

    public LocalLimits(Clock clock) {
        this(ENTRIES_MAX, clock);
    }

    /** @param entriesMax of each limit */
    LocalLimits(int entriesMax, Clock clock) {
        usersAtAddress = new OldestFirst<>(entriesMax);
        addresses = new OldestFirst<>(entriesMax);
        users = new OldestFirst<>(entriesMax);
        codes = new OldestFirst<>(entriesMax);
        this.clock = clock;
    }

    @Override
    public CompletionStage<Limited> check(LoginSource source, boolean isKnown) {
        Limited limited = limited(Why.USER_AT_ADDRESS, usersAtAddress.get(source.userAtAddress()));
        if (limited == null) {
            limited = limited(Why.ADDRESS, addresses.get(source.address()));
        }
        if (limited == null && !isKnown) {
            limited = limited(Why.USER, users.get(source.username()));
        }
        if (limited == null && source.isCode()) {
            limited = limited(Why.CODE, codes.get(source.username()));
        }
        return limited == null ? FREE : CompletableFuture.completedFuture(limited);
    }

    private Limited limited(Why why, Failures failures) {
        long leftNanos = failures == null ? 0 : failures.endNanos - clock.nanoTime();
        return leftNanos <= 0 ? null : why.after(failures.count, (leftNanos + NANOS_PER_MS - 1) / NANOS_PER_MS);
    }

    @Override
    public CompletionStage<Limited> settle(LoginSource source, boolean isKnown, boolean isRight) {
        CompletionStage<Limited> limited = check(source, isKnown);
        if (!isRight) {
            count(Why.USER_AT_ADDRESS, usersAtAddress, source.userAtAddress());
            count(Why.ADDRESS, addresses, source.address());
            count(Why.USER, users, source.username());
            if (source.isCode()) {
                count(Why.CODE, codes, source.username());
            }
        } else if (limited == FREE) {
            usersAtAddress.remove(source.userAtAddress());
            users.remove(source.username());
            codes.remove(source.username());
        }
        return limited;
    }

    private void count(Why why, OldestFirst<Failures> failures, String name) {
        long now = clock.nanoTime();
        Failures one = new Failures(1, now + why.keptMs() * NANOS_PER_MS);
        failures.merge(
                name,
                one,
                (old, young) -> old.endNanos - now <= 0
                        ? one
                        : new Failures(
                                Math.min(old.count, Integer.MAX_VALUE - 1) + 1,
                                why.isProlonged() ? one.endNanos : old.endNanos));
    }
}
