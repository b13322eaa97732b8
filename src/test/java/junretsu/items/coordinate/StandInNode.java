package junretsu.items.coordinate;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.testing.Waiting;
import junretsu.web.Endpoint;
import junretsu.web.ErrorForm;
import junretsu.web.Exchange;
import junretsu.web.HttpConfig;
import junretsu.web.Response;
import junretsu.web.Route;
import junretsu.web.Routes;
import junretsu.web.WebServer;

/** An HTTP server with the paths of a node, which keeps the bodies it is sent, and fails as it is told. */
final class StandInNode implements AutoCloseable {
    /** The way it treats requests, but for its checks. */
    enum Mood {
        WELL,
        UNAVAILABLE,
        SILENT
    }

    final Set<String> bodies = Collections.synchronizedSet(new HashSet<>());
    final List<String> targets = new CopyOnWriteArrayList<>();
    volatile Mood mood = Mood.WELL;
    volatile boolean isChecked = true;
    private final List<Exchange> unanswered = new CopyOnWriteArrayList<>();
    private volatile HostPort at = new HostPort("127.0.0.1", 0);
    private WebServer server;

    StandInNode() {
        start();
    }

    /** At the port that it had before. */
    void start() {
        Waiting.until("the port", this::binds);
        at = new HostPort("127.0.0.1", server.localAddress().getPort());
        server.start(this::routes);
    }

    private boolean binds() {
        try {
            server = WebServer.bind(HttpConfig.plain(at), (where, cause) -> {});
            return true;
        } catch (StartException e) {
            return false;
        }
    }

    /** Ends all its connections and refuses new ones, as when it is killed. */
    void stop() {
        server.close();
    }

    HostPort at() {
        return at;
    }

    /** Answers what it was silent about. */
    void speak() {
        mood = Mood.WELL;
        unanswered.forEach(exchange -> exchange.respond(Response.json("{\"late\":true}")));
        unanswered.clear();
    }

    int unanswered() {
        return unanswered.size();
    }

    private Routes routes() {
        return new Routes("stand-in", "1")
                .errors("items", ErrorForm.PROBLEM)
                .add(
                        Route.get("/healthz", "check", this::check),
                        Route.post("/items", "items", moody(this::keep)).bodyMax(16 << 20),
                        Route.post("/items/{tenant}", "items", moody(this::keep))
                                .bodyMax(16 << 20),
                        Route.get("/items/{tenant}/count", "count", moody(this::count)),
                        Route.get("/items/{tenant}/{id}", "member", moody(this::member)),
                        Route.of("DELETE", "/items/{tenant}", "erase", moody(this::count)));
    }

    private void check(Exchange exchange) {
        if (isChecked) {
            exchange.respond(Response.text(200, "alive\n"));
        } else {
            unanswered.add(exchange);
        }
    }

    private Endpoint moody(Endpoint well) {
        return exchange -> {
            targets.add(exchange.request().target());
            switch (mood) {
                case WELL -> well.answer(exchange);
                case UNAVAILABLE ->
                    exchange.respond(Response.problem(503, "the disk is full").retryAfter(7));
                default -> unanswered.add(exchange);
            }
        };
    }

    private void keep(Exchange exchange) {
        String body = exchange.request().body().text();
        if (body.equals("bad")) {
            exchange.respond(Response.problem(400, "item 0 is no item"));
            return;
        }
        bodies.add(body);
        exchange.respond(Response.json("{\"accepted\":1,\"new\":1}"));
    }

    private void count(Exchange exchange) {
        exchange.respond(Response.json("{\"count\":" + bodies.size() + "}"));
    }

    private void member(Exchange exchange) {
        boolean isThere = bodies.contains(exchange.request().parameter("id"));
        exchange.respond(isThere ? Response.json("{\"there\":true}") : Response.problem(404, "it is not counted"));
    }

    @Override
    public void close() {
        unanswered.forEach(exchange -> exchange.respond(Response.text(200, "")));
        server.close();
    }
}
