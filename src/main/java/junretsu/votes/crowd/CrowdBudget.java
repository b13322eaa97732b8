package junretsu.votes.crowd;

import java.util.concurrent.TimeUnit;

/**
 * The votes that a client, or all clients of an account or a network, may send now: a token bucket. For the counter's
 * lock.
 */
final class CrowdBudget {
    private final double votesPerSecond;
    private final double burst;
    private double tokens;
    private long filledNanos;

    /**
     * @param burst the most votes at once, after a pause
     * @param tokens that it begins with, at most the burst
     */
    CrowdBudget(double votesPerSecond, double burst, double tokens, long nowNanos) {
        this.votesPerSecond = votesPerSecond;
        this.burst = burst;
        this.tokens = tokens;
        filledNanos = nowNanos;
    }

    /** Takes tokens for as many of the votes as there are, and returns for how many there were. */
    int spend(int votes, long nowNanos) {
        double passed = (double) (nowNanos - filledNanos) / TimeUnit.SECONDS.toNanos(1);
        tokens = Math.min(burst, tokens + passed * votesPerSecond);
        filledNanos = nowNanos;
        int allowed = (int) Math.min(votes, tokens);
        tokens -= allowed;
        return allowed;
    }
}
