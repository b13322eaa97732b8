package junretsu.store;

import junretsu.base.Clock;
import junretsu.config.Flag;
import junretsu.config.Units;

/**
 * When a flusher is to flush: each time it looks and finds something new, and once a second all the same; after a failure not
 * before a pause that doubles up to a limit. To be used by the flusher's thread.
 */
public final class FlushSchedule {
    public static final Flag<Long> INTERVAL =
            Flag.of("flush", "TIME", "100ms", "how often counts are merged into the store", Units::nanos);
    public static final Flag<Long> DRAIN =
            Flag.of("drain", "TIME", "5s", "how long the last merge and flush may take at the end", Units::nanos);

    private static final long PAUSE_MIN_NANOS = 50_000_000;
    private static final long PAUSE_MAX_NANOS = 1_000_000_000;

    /** Unchanged counts are flushed too, to show that this node lives and to heal a store that lost them. */
    private static final long HEARTBEAT_NANOS = 1_000_000_000;

    private final Clock clock;
    private long pauseNanos;
    private long notBeforeNanos;
    private long lastAppliedNanos;

    public FlushSchedule(Clock clock) {
        this.clock = clock;
        notBeforeNanos = clock.nanoTime();
        lastAppliedNanos = notBeforeNanos - HEARTBEAT_NANOS;
    }

    /** Whether a pause is under way. */
    public boolean isPausing() {
        return clock.nanoTime() - notBeforeNanos < 0;
    }

    /** Whether the store has not heard of this node for so long that it is to be told what it knows. */
    public boolean isHeartbeatDue() {
        return clock.nanoTime() - lastAppliedNanos >= HEARTBEAT_NANOS;
    }

    /** To be told what became of each flush, right after it. */
    public void flushed(FlushOutcome outcome) {
        long now = clock.nanoTime();
        if (outcome instanceof FlushOutcome.Applied) {
            pauseNanos = 0;
            lastAppliedNanos = now;
        } else {
            pauseNanos = Math.min(PAUSE_MAX_NANOS, Math.max(PAUSE_MIN_NANOS, 2 * pauseNanos));
        }
        notBeforeNanos = now + pauseNanos;
    }

    /** How long to wait before the next flush, by its result so far; in milliseconds, at least 1. */
    public long pauseMs() {
        return Math.max(1, pauseNanos / 1_000_000);
    }
}
