package junretsu.users.limit;

import junretsu.base.Clock;
import junretsu.base.OldestFirst;

/**
 * Limits the pictures that an account may send: each lies on the disk for a day after it was replaced. {@link #AT_ONCE}
 * may come together, then one every five minutes, by the generic cell rate algorithm (ITU-T I.371). Any thread may
 * call. The memory is bounded: the account that has sent none for longest makes room.
 */
public final class PictureLimits {
    /** Pictures that may come together. */
    public static final int AT_ONCE = 10;

    private static final long EVERY_NANOS = 300_000_000_000L;
    private static final int ACCOUNTS_MAX = 100_000;

    private final OldestFirst<Long> freeNanos = new OldestFirst<>(ACCOUNTS_MAX);
    private final Clock clock;

    public PictureLimits(Clock clock) {
        this.clock = clock;
    }

    /** Counts a picture, unless it has to wait for so many milliseconds; 0 when it was counted. */
    public synchronized long waitMs(String username) {
        long now = clock.nanoTime();
        Long known = freeNanos.get(username);
        long free = known == null || known - now < 0 ? now : known;
        long waitNanos = free - now - (AT_ONCE - 1) * EVERY_NANOS;
        if (waitNanos > 0) {
            return Math.max(1, waitNanos / 1_000_000);
        }
        freeNanos.put(username, free + EVERY_NANOS);
        return 0;
    }
}
