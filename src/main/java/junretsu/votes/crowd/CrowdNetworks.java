package junretsu.votes.crowd;

import java.net.InetAddress;
import junretsu.base.Clock;
import junretsu.base.OldestFirst;
import junretsu.web.StreamPlaces;

/**
 * The budget that all clients of a network share, so that one who takes a new client's name for each message sends no
 * more than as many clients as may come from there. This machine's own addresses have none, since a proxy on it brings
 * everybody. Any thread may call.
 */
final class CrowdNetworks {
    private final CrowdLimits limits;
    private final Clock clock;
    private final OldestFirst<CrowdBudget> budgets;

    CrowdNetworks(CrowdLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        budgets = new OldestFirst<>(Crowd.slots(limits.now()));
    }

    /** The budget of an address's network; null for no limit. */
    CrowdBudget budget(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return null;
        }
        String network = StreamPlaces.networkName(address);
        CrowdBudget known = budgets.get(network);
        return known == null
                ? budgets.merge(network, limits.budgetOfNetwork(clock.nanoTime()), (before, fresh) -> before)
                : known;
    }
}
