package junretsu.jobs.serve;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;

/**
 * Holds each caller to its jobs a second: a second's worth at once, and the rest as time goes by (the generic cell rate
 * algorithm, ITU-T I.371). A body that is larger than that is taken, and paid for afterwards. While
 * {@value #CALLERS_MAX} callers owe, further ones are not held to it: somebody who can make up so many names gets a
 * second's worth by each of them anyway. Any thread may call.
 */
final class CallerRates {
    private static final long BURST_NANOS = 1_000_000_000;
    private static final long SWEEP_NANOS = 1_000_000_000;
    static final int CALLERS_MAX = 100_000;

    /** For each caller the time until which it has used up its share. */
    private final ConcurrentHashMap<String, Long> usedUntil = new ConcurrentHashMap<>();

    private final AtomicLong sweptNanos = new AtomicLong();
    private final Clock clock;
    private final long originNanos;

    CallerRates(Clock clock) {
        this.clock = clock;
        originNanos = clock.nanoTime();
    }

    /**
     * Takes jobs of a caller's share.
     *
     * @param perSecond 0 for any number
     * @return seconds to wait, with nothing taken; 0 when they may go on
     */
    int take(String caller, double perSecond, int jobs) {
        if (perSecond <= 0) {
            return 0;
        }
        long now = now();
        forgetThePaid(now);
        if (usedUntil.size() >= CALLERS_MAX && !usedUntil.containsKey(caller)) {
            return 0;
        }
        long cost = cost(perSecond, jobs);
        long[] early = {0};
        usedUntil.compute(caller, (name, until) -> {
            long from = until == null ? now : Math.max(now, until);
            early[0] = from - now - BURST_NANOS;
            return early[0] > 0 ? until : Long.valueOf(from + cost);
        });
        return early[0] <= 0 ? 0 : (int) Math.max(1, Math.ceil(early[0] / 1e9));
    }

    /** Gives back what was taken for jobs that were refused, or were there already. */
    void giveBack(String caller, double perSecond, int jobs) {
        if (perSecond > 0) {
            long now = now();
            long cost = cost(perSecond, jobs);
            usedUntil.computeIfPresent(caller, (name, until) -> until - cost > now ? Long.valueOf(until - cost) : null);
        }
    }

    private long now() {
        return clock.nanoTime() - originNanos;
    }

    private static long cost(double perSecond, int jobs) {
        return (long) (jobs / perSecond * 1e9);
    }

    int remembered() {
        return usedUntil.size();
    }

    /** Looks at all callers once a second, so that a crowd of them that owe costs a posting next to nothing. */
    private void forgetThePaid(long now) {
        long swept = sweptNanos.get();
        if (now - swept >= SWEEP_NANOS && sweptNanos.compareAndSet(swept, now)) {
            usedUntil.values().removeIf(until -> until <= now);
        }
    }
}
