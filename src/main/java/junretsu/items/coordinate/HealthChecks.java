package junretsu.items.coordinate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import junretsu.base.Clock;
import junretsu.net.http.HttpAnswer;
import junretsu.net.http.HttpCall;
import junretsu.net.http.HttpCalls;

/**
 * Asks each worker at an interval whether it lives. Its readiness is not asked for: a node whose Redis is away still
 * takes items, and one that cannot take them says so to each request.
 */
final class HealthChecks {
    private static final byte[] NOTHING = {};

    /** While a worker starts, so that it gets requests as soon as it can take them. */
    private static final long STARTING_INTERVAL_NANOS = 100_000_000;

    private final WorkerNodes nodes;
    private final HttpCalls calls;
    private final Clock clock;

    HealthChecks(WorkerNodes nodes, HttpCalls calls, Clock clock) {
        this.nodes = nodes;
        this.calls = calls;
        this.clock = clock;
    }

    /** Sends the checks that are due; for one thread. */
    void run() {
        CoordinatorConfig.Health health = nodes.config().health();
        for (WorkerNode node : nodes.all()) {
            boolean isStarting = node.state() == WorkerState.STARTING;
            long interval =
                    isStarting ? Math.min(STARTING_INTERVAL_NANOS, health.intervalNanos()) : health.intervalNanos();
            if (node.state() != WorkerState.DRAINING && node.isCheckDue(interval)) {
                if (!node.isUp()) {
                    node.resolve();
                }
                calls.send(new Check(node, clock.nanoTime() + health.timeoutNanos()));
            }
        }
    }

    private static byte[] head(WorkerNode node) {
        String text = "GET /healthz HTTP/1.1\r\nHost: " + node.name() + "\r\n\r\n";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One check under way. */
    private final class Check extends HttpCall {
        private final WorkerNode node;

        Check(WorkerNode node, long deadlineNanos) {
            super(node.address(), head(node), NOTHING, 0, deadlineNanos);
            this.node = node;
        }

        @Override
        protected void answered(HttpAnswer answer) {
            if (answer.status() == 200) {
                nodes.good(node);
            } else {
                failed(new IOException("its check was answered with " + answer.status()));
            }
        }

        @Override
        protected void failed(IOException cause) {
            nodes.bad(node, cause);
        }
    }
}
