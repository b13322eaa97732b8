package junretsu.votes.blast;

import java.util.ArrayList;
import java.util.List;
import junretsu.load.Rate;

/**
 * A stage of load at one rate.
 *
 * @param rate of votes
 * @param durationNanos when it ends in any case; {@link Long#MAX_VALUE} for when all votes are sent
 * @param votes how many are asked for; {@link Long#MAX_VALUE} for as many as the time allows
 */
public record LoadStage(Rate rate, long durationNanos, long votes) {
    private static final long RAMP_STAGE_NANOS = 1_000_000_000L;
    private static final int RAMP_STAGES_MIN = 2;
    private static final int RAMP_STAGES_MAX = 20;

    static LoadStage lasting(Rate rate, long durationNanos) {
        return new LoadStage(rate, durationNanos, rate.in(durationNanos));
    }

    static LoadStage counting(Rate rate, long votes) {
        return new LoadStage(rate, Long.MAX_VALUE, votes);
    }

    /** Climbs from one rate to another in equal stages of about a second, both ends included. */
    static List<LoadStage> ramp(long from, long to, long durationNanos) {
        long seconds = durationNanos / RAMP_STAGE_NANOS;
        int stages = (int) Math.max(RAMP_STAGES_MIN, Math.min(RAMP_STAGES_MAX, seconds));
        List<LoadStage> ramp = new ArrayList<>();
        for (int i = 0; i < stages; i++) {
            long rate = from + Math.round((double) (to - from) * i / (stages - 1));
            ramp.add(lasting(new Rate(rate), durationNanos / stages));
        }
        return ramp;
    }

    public boolean isPaced() {
        return !rate.isMax();
    }

    /** Returns whether the number of votes is given, and not only the time. */
    public boolean isCounted() {
        return votes != Long.MAX_VALUE;
    }

    /**
     * The part that is done, 0 to 1.
     *
     * @param sent votes so far
     */
    double done(long elapsedNanos, long sent) {
        double ofTime = Math.max(0, elapsedNanos) / (double) durationNanos;
        return Math.min(1, durationNanos == Long.MAX_VALUE ? sent / (double) votes : ofTime);
    }
}
