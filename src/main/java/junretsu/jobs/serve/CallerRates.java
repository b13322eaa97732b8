package junretsu.jobs.serve;

import java.util.concurrent.ConcurrentHashMap;
import junretsu.base.Clock;

/**
 * Holds each caller to its jobs a second: a second's worth at once, and the rest as time goes by (the generic cell rate
 * algorithm, ITU-T I.371). A body that is larger than that is taken, and paid for afterwards. Any thread may call.
 */
final class CallerRates {
    private static final long BURST_NANOS = 1_000_000_000;
    private static final int REMEMBERED_MAX = 10_000;

    /** For each caller the time until which it has used up its share. */
    private final ConcurrentHashMap<String, Long> usedUntil = new ConcurrentHashMap<>();

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
        long now = clock.nanoTime() - originNanos;
        forgetThePaid(now);
        long cost = (long) (jobs / perSecond * 1e9);
        long[] early = {0};
        usedUntil.compute(caller, (name, until) -> {
            long from = until == null ? now : Math.max(now, until);
            early[0] = from - now - BURST_NANOS;
            return early[0] > 0 ? until : Long.valueOf(from + cost);
        });
        return early[0] <= 0 ? 0 : (int) Math.max(1, Math.ceil(early[0] / 1e9));
    }

    int remembered() {
        return usedUntil.size();
    }

    private void forgetThePaid(long now) {
        if (usedUntil.size() > REMEMBERED_MAX) {
            usedUntil.values().removeIf(until -> until <= now);
        }
    }
}
