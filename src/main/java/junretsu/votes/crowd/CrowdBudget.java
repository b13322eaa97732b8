package junretsu.votes.crowd;

import java.util.concurrent.TimeUnit;

/** The votes that a client, or all clients of an account, may send now: a token bucket. For the counter's lock. */
final class CrowdBudget {
    private double tokens;
    private long filledNanos;

    CrowdBudget(int burst, long nowNanos) {
        tokens = burst;
        filledNanos = nowNanos;
    }

    /** Takes tokens for as many of the votes as there are, and returns for how many there were. */
    int spend(int votes, int votesPerSecond, int burst, long nowNanos) {
        double passed = (double) (nowNanos - filledNanos) / TimeUnit.SECONDS.toNanos(1);
        tokens = Math.min(burst, tokens + passed * votesPerSecond);
        filledNanos = nowNanos;
        int allowed = (int) Math.min(votes, tokens);
        tokens -= allowed;
        return allowed;
    }
}
