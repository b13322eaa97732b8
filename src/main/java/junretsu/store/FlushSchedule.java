package junretsu.store;

import junretsu.base.BackOff;
import junretsu.base.Clock;
import junretsu.config.Flag;
import junretsu.config.Units;

/**
 * The times at which a flusher flushes: whenever it looks and finds new counts, and at least once a second; after a
 * failure, only after a back-off that doubles up to a limit. To be used by the flusher's thread.
 */
public final class FlushSchedule {
    public static final Flag<Long> INTERVAL = Flag.of(
            "flush",
            "TIME",
            "100ms",
            "how often counts are merged into the store; less often while it is slow",
            FlushSchedule::interval);
    public static final Flag<Long> DRAIN =
            Flag.of("drain", "TIME", "5s", "how long the last merge and flush may take at the end", Units::nanos);

    private static final long PAUSE_MIN_NANOS = 50_000_000;
    private static final long PAUSE_MAX_NANOS = 1_000_000_000;

    /** Unchanged counts are flushed too, to show that this node lives and to heal a store that lost them. */
    private static final long HEARTBEAT_NANOS = 1_000_000_000;

    private final Clock clock;
    private final BackOff backOff = new BackOff(PAUSE_MIN_NANOS, PAUSE_MAX_NANOS);
    private long notBeforeNanos;
    private long lastAppliedNanos;

    /** A node that is flushed less often would be taken for one that is gone. */
    private static long interval(String text) {
        long nanos = Units.nanos(text);
        if (nanos > FlushPace.INTERVAL_NANOS_MAX) {
            throw new IllegalArgumentException("a time of 2s at most, such as 100ms");
        }
        return nanos;
    }

    public FlushSchedule(Clock clock) {
        this.clock = clock;
        notBeforeNanos = clock.nanoTime();
        lastAppliedNanos = notBeforeNanos - HEARTBEAT_NANOS;
    }

    /** Returns true during a back-off. */
    public boolean isPausing() {
        return clock.nanoTime() - notBeforeNanos < 0;
    }

    /** Returns true when the last flush is so long ago that unchanged counts are to be flushed too. */
    public boolean isHeartbeatDue() {
        return clock.nanoTime() - lastAppliedNanos >= HEARTBEAT_NANOS;
    }

    /** Takes note of a flush's outcome; to be called right after each flush. */
    public void flushed(FlushOutcome outcome) {
        long now = clock.nanoTime();
        if (outcome instanceof FlushOutcome.Applied) {
            backOff.succeeded();
            lastAppliedNanos = now;
        } else {
            backOff.failed();
        }
        notBeforeNanos = now + backOff.pauseNanos();
    }

    /** The time to wait before the next flush, by the results so far; in milliseconds, at least 1. */
    public long pauseMs() {
        return Math.max(1, backOff.pauseNanos() / 1_000_000);
    }
}
