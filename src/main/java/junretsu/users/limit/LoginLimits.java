package junretsu.users.limit;

import junretsu.base.Clock;
import junretsu.base.OldestFirst;
import junretsu.users.limit.Limited.Why;

/**
 * Limits the failed logins of a user at an address, of an address, and of a user. Right passwords count for nothing,
 * so a hall of people behind one address may log in at once. Nobody is locked out for good: the longest wait is 15
 * minutes, and no number of a stranger's failures keeps the owner of a known device or of a second factor out.
 *
 * <p>Failures count once they are known, so a burst begins with as many guesses as the hash workers take within the
 * time that a hash may wait. All methods may be called by any thread. The memory is bounded: of each limit the entry
 * that has not changed for longest makes room.
 */
public final class LoginLimits {
    /** Failures of a user at an address that are free; the next ones make it wait for 1, 2, 4 … 60 s. */
    public static final int FREE_FAILURES = 5;

    /** Failures from an address within a minute. */
    public static final int ADDRESS_FAILURES = 100;

    /** Failures of a user from anywhere in a row (NIST SP 800-63B-4, section 3.2.2). */
    public static final int USER_FAILURES = 100;

    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long WAIT_MAX_NANOS = 60 * SECOND_NANOS;
    private static final long MINUTE_NANOS = 60 * SECOND_NANOS;
    private static final long USER_WAIT_NANOS = 15 * MINUTE_NANOS;
    private static final int ENTRIES_MAX = 100_000;

    private final OldestFirst<Failures> usersAtAddress;
    private final OldestFirst<Failures> addresses;
    private final OldestFirst<Failures> users;
    private final Clock clock;

    /**
     * @param count of failures
     * @param firstNanos the time of the first
     * @param lastNanos the time of the last
     */
    private record Failures(int count, long firstNanos, long lastNanos) {}

    public LoginLimits(Clock clock) {
        this(ENTRIES_MAX, clock);
    }

    /** @param entriesMax of each of the three limits */
    LoginLimits(int entriesMax, Clock clock) {
        usersAtAddress = new OldestFirst<>(entriesMax);
        addresses = new OldestFirst<>(entriesMax);
        users = new OldestFirst<>(entriesMax);
        this.clock = clock;
    }

    /**
     * Asks whether a password may be tried.
     *
     * @param username folded, or as it was sent where it cannot be one
     * @param address as {@link AddressBlock} names it
     * @param isKnown true for a device on which this user has logged in before, or when a second factor is asked for
     * @return null when it may
     */
    public Limited check(String username, String address, boolean isKnown) {
        long now = clock.nanoTime();
        Limited limited = limited(Why.USER_AT_ADDRESS, endOfPause(usersAtAddress.get(key(username, address))), now);
        if (limited == null) {
            limited = limited(Why.ADDRESS, endOfMinute(addresses.get(address)), now);
        }
        if (limited == null && !isKnown) {
            limited = limited(Why.USER, endOfLock(users.get(username)), now);
        }
        return limited;
    }

    /** Counts a wrong password, or a wrong code of the second factor. */
    public void failed(String username, String address) {
        long now = clock.nanoTime();
        Failures one = new Failures(1, now, now);
        usersAtAddress.merge(key(username, address), one, (old, young) -> added(old, USER_WAIT_NANOS, now));
        addresses.merge(address, one, (old, young) -> now - old.firstNanos >= MINUTE_NANOS ? one : counted(old, now));
        users.merge(username, one, (old, young) -> added(old, USER_WAIT_NANOS, now));
    }

    /** Forgets a user's failures here and, in a row, anywhere. */
    public void succeeded(String username, String address) {
        usersAtAddress.remove(key(username, address));
        users.remove(username);
    }

    /** Counts one more; begins anew when the last is so long ago. */
    private static Failures added(Failures old, long forgetNanos, long now) {
        return now - old.lastNanos >= forgetNanos ? new Failures(1, now, now) : counted(old, now);
    }

    private static Failures counted(Failures old, long now) {
        return new Failures(Math.min(old.count + 1, Integer.MAX_VALUE - 1), old.firstNanos, now);
    }

    /** The end of the wait after a user's failures at an address; null for none. */
    private static Long endOfPause(Failures failures) {
        if (failures == null || failures.count < FREE_FAILURES) {
            return null;
        }
        int doublings = Math.min(failures.count - FREE_FAILURES, 6);
        return failures.lastNanos + Math.min(WAIT_MAX_NANOS, SECOND_NANOS << doublings);
    }

    private static Long endOfMinute(Failures failures) {
        return failures == null || failures.count < ADDRESS_FAILURES ? null : failures.firstNanos + MINUTE_NANOS;
    }

    private static Long endOfLock(Failures failures) {
        return failures == null || failures.count < USER_FAILURES ? null : failures.lastNanos + USER_WAIT_NANOS;
    }

    private static Limited limited(Why why, Long endNanos, long now) {
        if (endNanos == null || endNanos - now <= 0) {
            return null;
        }
        return new Limited(why, Math.max(1, (endNanos - now + 999_999) / 1_000_000));
    }

    private static String key(String username, String address) {
        return address + ' ' + username;
    }
}
