package junretsu.votes.crowd;

import java.util.concurrent.atomic.AtomicReference;

/** The limits of votes from browsers, which may change while the server runs. Any thread may call. */
final class CrowdLimits {
    private final AtomicReference<CrowdRate> ofClient = new AtomicReference<>();
    private final AtomicReference<CrowdRate> ofNetwork = new AtomicReference<>();
    private volatile CrowdConfig config;

    CrowdLimits(CrowdConfig config) {
        take(config);
    }

    /** Takes other limits, for the budgets that there are, too. */
    void take(CrowdConfig next) {
        config = next;
        ofClient.set(next.rate());
        ofNetwork.set(next.rateOfNetwork());
    }

    /** The limits at this moment. */
    CrowdConfig now() {
        return config;
    }

    /** The budget of an account, or of a client that the server knows. */
    CrowdBudget budget(long nowNanos) {
        return new CrowdBudget(ofClient, config.rate().burst(), nowNanos);
    }

    /** The budget of a client that is new. */
    CrowdBudget budgetOfNew(long nowNanos) {
        return new CrowdBudget(ofClient, config.burstOfNew(), nowNanos);
    }

    /** The budget of all clients of a network. */
    CrowdBudget budgetOfNetwork(long nowNanos) {
        return new CrowdBudget(ofNetwork, config.rateOfNetwork().burst(), nowNanos);
    }
}
