package junretsu.net;

import java.util.concurrent.TimeUnit;

/**
 * A rate of votes that each source address may send for long: a token bucket, in which a vote takes a token.
 *
 * @param votesPerSecond 1 to {@value #RATE_MAX}
 */
public record SourceLimit(int votesPerSecond) {
    /** More than one core counts from one source. */
    public static final int RATE_MAX = 1_000_000;

    private static final int BURST_MIN = 10;

    /** The time in which a token comes back, cut to whole nanoseconds: 0.1 % too short at the highest rate but one. */
    public long intervalNanos() {
        return TimeUnit.SECONDS.toNanos(1) / votesPerSecond;
    }

    /** Votes that a source may send at once after a pause: those of two seconds, at least 10. */
    public int burst() {
        return Math.max(BURST_MIN, 2 * votesPerSecond);
    }
}
