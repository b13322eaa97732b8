package junretsu.items.coordinate;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import junretsu.base.Clock;
import junretsu.base.EventLog;
import junretsu.config.HostPort;
import junretsu.net.http.HttpCalls;

/**
 * The workers that there are now, and the choice among them. May be used by any thread; {@link #configure} and
 * {@link #remove} by one at a time.
 */
final class WorkerNodes {
    private final HttpCalls calls;
    private final EventLog log;
    private final Clock clock;
    private volatile CoordinatorConfig config;
    private volatile List<WorkerNode> all = List.of();

    /** @param log gets a line for each change of a worker's state */
    WorkerNodes(CoordinatorConfig config, HttpCalls calls, EventLog log, Clock clock) {
        this.config = config;
        this.calls = calls;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Takes a configuration: workers that are new begin to be checked, those that are gone drain until they are
     * removed, and one that comes back meanwhile serves on.
     */
    void configure(CoordinatorConfig next) {
        config = next;
        Map<HostPort, WorkerNode> byAddress = new LinkedHashMap<>();
        all.forEach(node -> byAddress.put(node.at(), node));
        List<HostPort> wanted = next.addresses();
        for (HostPort at : wanted) {
            WorkerNode known = byAddress.computeIfAbsent(at, missing -> new WorkerNode(missing, clock));
            if (known.state() == WorkerState.DRAINING) {
                known.starting(0);
            }
        }
        byAddress.values().stream().filter(node -> !wanted.contains(node.at())).forEach(WorkerNode::drain);
        all = List.copyOf(byAddress.values());
    }

    /** Forgets a worker that has drained. */
    void remove(WorkerNode node) {
        List<WorkerNode> left = new ArrayList<>(all);
        left.remove(node);
        all = List.copyOf(left);
        calls.abort(node.address());
    }

    CoordinatorConfig config() {
        return config;
    }

    List<WorkerNode> all() {
        return all;
    }

    /** Null when there is none at this address. */
    WorkerNode at(HostPort address) {
        return all.stream()
                .filter(node -> node.at().equals(address))
                .findFirst()
                .orElse(null);
    }

    int count(WorkerState state) {
        int count = 0;
        for (WorkerNode node : all) {
            count += node.state() == state ? 1 : 0;
        }
        return count;
    }

    /**
     * Chooses the one of two random workers that has fewer requests under way, which levels as well as asking all and
     * does not send everybody to the same one (Mitzenmacher, "The Power of Two Choices", 2001).
     *
     * @param tried not to be chosen
     * @return null when no other is up, or all that are have as many requests as they may
     */
    WorkerNode choose(Collection<WorkerNode> tried) {
        WorkerNode rested = choose(tried, false);
        return rested == null ? choose(tried, true) : rested;
    }

    private WorkerNode choose(Collection<WorkerNode> tried, boolean takesResting) {
        List<WorkerNode> nodes = all;
        int usable = 0;
        WorkerNode first = null;
        WorkerNode second = null;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (WorkerNode node : nodes) {
            boolean isUsable = node.isUp()
                    && node.inFlight() < config.inFlightMax()
                    && (takesResting || !node.isResting())
                    && !tried.contains(node);
            if (!isUsable) {
                continue;
            }
            // A sample of two from a list of unknown length (Vitter's algorithm R).
            usable++;
            if (first == null) {
                first = node;
            } else if (second == null) {
                second = node;
            } else {
                int place = random.nextInt(usable);
                first = place == 0 ? node : first;
                second = place == 1 ? node : second;
            }
        }
        if (second == null) {
            return first;
        }
        int difference = first.inFlight() - second.inFlight();
        return difference < 0 || (difference == 0 && random.nextBoolean()) ? first : second;
    }

    /** A check of this worker was good. */
    void good(WorkerNode node) {
        if (node.good(config.health().successes())) {
            log.notice("worker " + node.name() + " is up");
        }
    }

    /** A check or a request has failed. A worker that refuses connections is down at once: nobody listens there. */
    void bad(WorkerNode node, IOException cause) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        boolean isRefused = cause instanceof ConnectException;
        if (node.bad(reason, isRefused ? 1 : config.health().failures())) {
            log.warning("worker " + node.name() + " is down: " + reason);
            calls.abort(node.address());
        }
    }
}
