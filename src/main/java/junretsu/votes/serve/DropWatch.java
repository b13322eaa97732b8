package junretsu.votes.serve;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;

/** Says in the log when a count of dropped packets begins to grow, and when it has grown no more for a while. */
final class DropWatch {
    /** Drops further apart than this are two events. */
    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String what;
    private final String remedy;
    private final DistinctErrors errors;
    private final Clock clock;
    private long dropsBefore = -1;
    private boolean isDropping;
    private long beganNanos;
    private long latestNanos;
    private long dropsAtBegin;

    /**
     * @param what happens, as a sentence
     * @param remedy the likely cause, and what helps
     */
    DropWatch(String what, String remedy, DistinctErrors errors, Clock clock) {
        this.what = what;
        this.remedy = remedy;
        this.errors = errors;
        this.clock = clock;
    }

    /** @param drops packets in all; those of the first call are of a run before */
    void look(long drops) {
        if (dropsBefore >= 0) {
            compare(drops, clock.nanoTime());
        }
        dropsBefore = drops;
    }

    private void compare(long drops, long now) {
        if (drops > dropsBefore) {
            latestNanos = now;
            if (!isDropping) {
                isDropping = true;
                beganNanos = now;
                dropsAtBegin = dropsBefore;
                errors.warn(what + ": " + remedy);
            }
        } else if (isDropping && now - latestNanos >= CALM_NANOS) {
            isDropping = false;
            errors.announce(String.format(
                    Locale.ROOT,
                    "the kernel drops no more: %,d packets were lost in %,d ms",
                    drops - dropsAtBegin,
                    TimeUnit.NANOSECONDS.toMillis(latestNanos - beganNanos)));
        }
    }
}
