package junretsu.items.coordinate;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import junretsu.base.Clock;
import junretsu.items.ItemWire;
import junretsu.net.http.HttpCalls;
import junretsu.web.Endpoint;
import junretsu.web.Exchange;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;

/** The paths of a node, whose requests go to a worker. Any thread may call. */
final class Proxy {
    private final WorkerNodes nodes;
    private final HttpCalls calls;
    private final Clock clock;
    private final ProxyCounts counts = new ProxyCounts();
    private volatile boolean isClosing;

    Proxy(WorkerNodes nodes, HttpCalls calls, Clock clock) {
        this.nodes = nodes;
        this.calls = calls;
        this.clock = clock;
    }

    /** The routes that are passed on. */
    List<Route> routes() {
        Endpoint any = exchange -> begin(exchange, false);
        return List.of(
                Route.post("/items", "Counts items; a worker's answer", any)
                        .bodyMax(ItemWire.BODY_BYTES_MAX)
                        .guard(this::guard),
                Route.post("/items/{tenant}", "Counts items of a tenant; a worker's answer", any)
                        .bodyMax(ItemWire.BODY_BYTES_MAX)
                        .guard(this::guard),
                Route.get("/items/{tenant}/count", "The items of a tenant over all nodes", any),
                Route.get(
                        "/items/{tenant}/{id}",
                        "200 when the tenant has the item, else 404, when no worker has it",
                        exchange -> begin(exchange, true)),
                Route.of("DELETE", "/items/{tenant}", "Erases a tenant; a worker's answer", any),
                Route.get("/api/tenants", "The tenants and their counts", any)
                        .query("after", "the name of a tenant, to see those behind it")
                        .query("limit", "tenants at most")
                        .query("top", "so many tenants with the highest counts"),
                Route.view(
                        "/api/items/{tenant}/export",
                        "501: a node exports what it has in its own log",
                        request -> notHere()));
    }

    private static Response notHere() {
        return Response.problem(
                501, "a node exports what it has in its own log: ask each of those that GET /api/workers lists");
    }

    private void begin(Exchange exchange, boolean asksAll) {
        counts.inFlight.incrementAndGet();
        try {
            new Passage(this, exchange, asksAll).goOn();
        } catch (RuntimeException e) {
            fail(exchange, e);
        }
    }

    /** Answers a request that was begun with a fault of this server. */
    void fail(Exchange exchange, RuntimeException cause) {
        exchange.fail(cause);
        counts.failed.increment();
        counts.inFlight.decrementAndGet();
    }

    /** Answers a request that was begun. */
    void finish(Exchange exchange, Response response, LongAdder outcome) {
        exchange.respond(response);
        outcome.increment();
        counts.inFlight.decrementAndGet();
    }

    /** Refuses before the body is read when there is nobody to pass it on to. */
    private Response guard(Request request) {
        if (!isClosing && nodes.choose(List.of()) != null) {
            return null;
        }
        counts.unavailable.increment();
        return refusal();
    }

    /** The answer when no worker can be asked. */
    Response refusal() {
        String sentence = isClosing
                ? "this coordinator is ending"
                : nodes.count(WorkerState.UP) == 0
                        ? "no worker is alive"
                        : "each worker has as many requests as it may have at a time";
        return Response.problem(503, sentence).retryAfter(1);
    }

    /** Takes no more requests; those under way are answered. */
    void close() {
        isClosing = true;
    }

    WorkerNodes nodes() {
        return nodes;
    }

    HttpCalls calls() {
        return calls;
    }

    CoordinatorConfig.Timeouts timeouts() {
        return nodes.config().timeouts();
    }

    Clock clock() {
        return clock;
    }

    ProxyCounts counts() {
        return counts;
    }
}
