package junretsu.votes.blast;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of load at one rate.
 *
 * @param votesPerSecond {@link #RATE_MAX} for as fast as the machine can
 * @param durationNanos when it ends in any case; {@link Long#MAX_VALUE} for when all votes are sent
 * @param votes how many are asked for; {@link Long#MAX_VALUE} for as many as the time allows
 */
public record LoadStep(long votesPerSecond, long durationNanos, long votes) {
    public static final long RATE_MAX = 0;

    private static final long RAMP_STEP_NANOS = 1_000_000_000L;
    private static final int RAMP_STEPS_MIN = 2;
    private static final int RAMP_STEPS_MAX = 20;

    static LoadStep lasting(long votesPerSecond, long durationNanos) {
        boolean isPaced = votesPerSecond != RATE_MAX;
        long votes = isPaced ? Math.max(1, Math.round(votesPerSecond * (durationNanos / 1e9))) : Long.MAX_VALUE;
        return new LoadStep(votesPerSecond, durationNanos, votes);
    }

    static LoadStep counting(long votesPerSecond, long votes) {
        return new LoadStep(votesPerSecond, Long.MAX_VALUE, votes);
    }

    /** Climbs from one rate to another in equal steps of about a second, both ends included. */
    static List<LoadStep> ramp(long from, long to, long durationNanos) {
        long seconds = durationNanos / RAMP_STEP_NANOS;
        int steps = (int) Math.max(RAMP_STEPS_MIN, Math.min(RAMP_STEPS_MAX, seconds));
        List<LoadStep> ramp = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            ramp.add(lasting(from + Math.round((double) (to - from) * i / (steps - 1)), durationNanos / steps));
        }
        return ramp;
    }

    public boolean isPaced() {
        return votesPerSecond != RATE_MAX;
    }

    /** Whether the number of votes is given, and not only the time. */
    public boolean isCounted() {
        return votes != Long.MAX_VALUE;
    }
}
