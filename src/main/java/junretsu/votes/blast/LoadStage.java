package junretsu.votes.blast;

import java.util.ArrayList;
import java.util.List;

/**
 * A stage of load at one rate.
 *
 * @param votesPerSecond {@link #RATE_MAX} for as fast as the machine can
 * @param durationNanos when it ends in any case; {@link Long#MAX_VALUE} for when all votes are sent
 * @param votes how many are asked for; {@link Long#MAX_VALUE} for as many as the time allows
 */
public record LoadStage(long votesPerSecond, long durationNanos, long votes) {
    public static final long RATE_MAX = 0;

    private static final long RAMP_STAGE_NANOS = 1_000_000_000L;
    private static final int RAMP_STAGES_MIN = 2;
    private static final int RAMP_STAGES_MAX = 20;

    static LoadStage lasting(long votesPerSecond, long durationNanos) {
        boolean isPaced = votesPerSecond != RATE_MAX;
        long votes = isPaced ? Math.max(1, Math.round(votesPerSecond * (durationNanos / 1e9))) : Long.MAX_VALUE;
        return new LoadStage(votesPerSecond, durationNanos, votes);
    }

    static LoadStage counting(long votesPerSecond, long votes) {
        return new LoadStage(votesPerSecond, Long.MAX_VALUE, votes);
    }

    /** Climbs from one rate to another in equal stages of about a second, both ends included. */
    static List<LoadStage> ramp(long from, long to, long durationNanos) {
        long seconds = durationNanos / RAMP_STAGE_NANOS;
        int stages = (int) Math.max(RAMP_STAGES_MIN, Math.min(RAMP_STAGES_MAX, seconds));
        List<LoadStage> ramp = new ArrayList<>();
        for (int i = 0; i < stages; i++) {
            ramp.add(lasting(from + Math.round((double) (to - from) * i / (stages - 1)), durationNanos / stages));
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
