package junretsu.votes.crowd;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The votes that a client, or all clients of an account or a network, may send now: a token bucket. For the counter's
 * lock.
 */
final class CrowdBudget {
    private final AtomicReference<CrowdRate> rate;
    private double tokens;
    private long filledNanos;

    /**
     * @param rate at each moment
     * @param tokens that it begins with
     */
    CrowdBudget(AtomicReference<CrowdRate> rate, double tokens, long nowNanos) {
        this.rate = rate;
        this.tokens = tokens;
        filledNanos = nowNanos;
    }

    /** Takes tokens for as many of the votes as there are, and returns for how many there were. */
    int spend(int votes, long nowNanos) {
        double passed = (double) (nowNanos - filledNanos) / TimeUnit.SECONDS.toNanos(1);
        CrowdRate now = rate.get();
        tokens = Math.min(now.burst(), tokens + passed * now.votesPerSecond());
        filledNanos = nowNanos;
        int allowed = (int) Math.min(votes, tokens);
        tokens -= allowed;
        return allowed;
    }
}
