package junretsu.users.limit;

import junretsu.base.Clock;
import junretsu.base.OldestFirst;
import junretsu.users.limit.Limited.Why;

/**
 * The failures of one limit by name, of a bounded number of names. Those with more than a few have room of their own,
 * where who fails under ever new names pushes none of them out: for each try that he wants forgotten, he needs
 * thousands of failures. All methods may be called by any thread.
 */
final class FailureCounts {
    private static final long NANOS_PER_MS = 1_000_000;

    private final OldestFirst<Failures> few;
    private final OldestFirst<Failures> many;
    private final int manyMin;
    private final Why why;
    private final Clock clock;

    /** @param endNanos the time at which they are forgotten */
    private record Failures(int count, long endNanos) {}

    /** @param namesMax at least 2 */
    FailureCounts(Why why, int namesMax, Clock clock) {
        this.why = why;
        this.clock = clock;
        manyMin = (int) Math.sqrt(why.free());
        many = new OldestFirst<>(namesMax / 2);
        few = new OldestFirst<>(namesMax - namesMax / 2);
    }

    /** The wait of a name; null for none. */
    Limited limited(String name) {
        Failures failures = find(name);
        long leftNanos = failures == null ? 0 : failures.endNanos - clock.nanoTime();
        return leftNanos <= 0 ? null : why.after(failures.count, (leftNanos + NANOS_PER_MS - 1) / NANOS_PER_MS);
    }

    /** Counts a failure. */
    synchronized void count(String name) {
        long now = clock.nanoTime();
        long endNanos = now + why.keptMs() * NANOS_PER_MS;
        Failures old = find(name);
        boolean isFirst = old == null || old.endNanos - now <= 0;
        int count = isFirst ? 1 : Math.min(old.count, Integer.MAX_VALUE - 1) + 1;
        Failures counted = new Failures(count, isFirst || why.isProlonged() ? endNanos : old.endNanos);
        boolean isMany = count >= manyMin;
        (isMany ? many : few).put(name, counted);
        (isMany ? few : many).remove(name);
    }

    /** Forgets the failures of a name. */
    void forget(String name) {
        if (find(name) != null) {
            synchronized (this) {
                few.remove(name);
                many.remove(name);
            }
        }
    }

    /** In the order in which a name moves, so that it is found at any moment. */
    private Failures find(String name) {
        Failures failures = few.get(name);
        return failures == null ? many.get(name) : failures;
    }
}
