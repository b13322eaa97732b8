package junretsu.web;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.Callback;

/** Finds the route of a request, rejects what is not allowed, and reads the body. Called by many threads. */
final class RouteHandler extends Handler.Abstract {
    /** Nothing from elsewhere, no script or style within a page. */
    private static final String OWN_ONLY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ";

    /** Any page may frame it, as a desk of many screens does, since nothing can be clicked that changes anything. */
    private static final String POLICY = OWN_ONLY + "*";

    /** No page may frame it, and lead people to click where they see something else. */
    static final String UNFRAMED_POLICY = OWN_ONLY + "'none'";

    private static final List<HttpField> DEFAULTS = List.of(
            new PreEncodedHttpField("Content-Security-Policy", POLICY),
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
            new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"));

    /** Bytes of a body that is parsed in less time than it takes to wake another thread, or not much more. */
    private static final int QUICK_BYTES_MAX = 16 << 10;

    private final Routes routes;
    private final boolean isInSelector;
    private final HostNames hosts;
    private final OriginCheck origins;
    private final WebLimits limits;
    private final RefusedTokens refused;
    private final BiConsumer<String, Throwable> faults;
    private final BodyPool bodies;
    private final Semaphore largeAnswers;
    private volatile boolean isEnding;

    /** @param isInSelector whether a selector's thread calls, which must not wait, rather than one of the pool */
    RouteHandler(
            Routes routes,
            boolean isInSelector,
            HostNames hosts,
            WebLimits limits,
            RefusedTokens refused,
            BiConsumer<String, Throwable> faults) {
        this.routes = routes;
        this.isInSelector = isInSelector;
        this.hosts = hosts;
        origins = new OriginCheck(hosts);
        this.limits = limits;
        this.refused = refused;
        this.faults = faults;
        int bodyMax = routes.all().stream().mapToInt(Route::bodyMax).max().orElse(0);
        bodies = new BodyPool(Math.max(limits.bodyBytes(), 3L * bodyMax));
        largeAnswers = new Semaphore(limits.largeAnswers());
    }

    static void addDefaults(HttpFields.Mutable headers) {
        DEFAULTS.forEach(headers::add);
    }

    @Override
    public InvocationType getInvocationType() {
        return isInSelector ? InvocationType.NON_BLOCKING : InvocationType.BLOCKING;
    }

    @Override
    public boolean handle(
            org.eclipse.jetty.server.Request in, org.eclipse.jetty.server.Response out, Callback callback) {
        Exchange exchange = new Exchange(in, out, callback, this);
        WebConnection connection = (WebConnection) in.getConnectionMetaData();
        connection.enter(exchange);
        try {
            find(exchange, in, connection.target());
        } catch (RuntimeException | Error e) {
            exchange.fail(e);
        }
        return true;
    }

    /** Answers no further request with more than that. */
    void endSoon() {
        isEnding = true;
    }

    private void find(Exchange exchange, org.eclipse.jetty.server.Request in, String text) {
        if (isEnding) {
            exchange.respond(Response.problem(503, "the server is about to end")
                    .retryAfter(1)
                    .header("Connection", "close"));
            return;
        }
        String method = in.getMethod();
        if (!hosts.accept(in.getHeaders().get(HttpHeader.HOST))) {
            exchange.respond(Response.problem(421, "this server does not answer to that name; --http-host adds it"));
            return;
        }
        if (origins.isForeign(method, in.getHeaders())) {
            exchange.respond(Response.problem(
                    403, "a page of another server sent this; --http-host makes a name this server's own"));
            return;
        }
        if (text.equals("*")) {
            exchange.respond(Response.empty(204).header("Allow", "GET, HEAD, OPTIONS, POST"));
            return;
        }
        Target target = Target.parse(text);
        Map<String, Route> byMethod = routes.at(target.segments());
        if (byMethod == null) {
            exchange.respond(
                    Response.problem(404, "nothing is shown at this path; GET /api and docs/HTTP.md list what is"));
            return;
        }
        Route route = byMethod.get(method.equals("HEAD") ? "GET" : method);
        if (route != null) {
            exchange.begin(route, new Request(in, target, route));
            if (isInSelector && !isQuick(route, in.getLength())) {
                getServer().getThreadPool().execute(() -> tryAdmit(exchange));
            } else {
                admit(exchange);
            }
            return;
        }
        String allowed = allowed(byMethod.keySet());
        Response response =
                method.equals("OPTIONS") ? Response.empty(204) : Response.problem(405, "this path takes " + allowed);
        exchange.respond(response.header("Allow", allowed));
    }

    private static String allowed(Set<String> methods) {
        Set<String> allowed = new TreeSet<>(methods);
        allowed.add("OPTIONS");
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return String.join(", ", allowed);
    }

    private static boolean isQuick(Route route, long bodyBytes) {
        return route.isQuick() && bodyBytes >= 0 && bodyBytes <= QUICK_BYTES_MAX;
    }

    private void tryAdmit(Exchange exchange) {
        try {
            admit(exchange);
        } catch (RuntimeException | Error e) {
            exchange.fail(e);
        }
    }

    private void admit(Exchange exchange) {
        exchange.route().guard().ask(exchange, refusal -> admit(exchange, refusal));
    }

    private void admit(Exchange exchange, Response refusal) {
        Route route = exchange.route();
        if (refusal != null) {
            exchange.respond(refusal);
        } else if (exchange.in().getLength() > route.bodyMax()) {
            exchange.respond(BodyReader.tooLarge(route.bodyMax()));
        } else if (route.isLarge() && !largeAnswers.tryAcquire()) {
            exchange.unavailable("too many large answers are under way", 1);
        } else {
            if (route.isLarge()) {
                exchange.atEnd(largeAnswers::release);
            }
            read(exchange);
        }
    }

    private void read(Exchange exchange) {
        if (exchange.hasUnreadBody()) {
            exchange.awaitBody(limits.silenceNanos());
            new BodyReader(exchange, this).run();
        } else {
            answer(exchange);
        }
    }

    /** Lets the endpoint answer; the body has been read. */
    void answer(Exchange exchange) {
        exchange.awaitAnswer(limits.answerNanos());
        try {
            exchange.route().endpoint().answer(exchange);
        } catch (Exception | Error e) {
            exchange.fail(e);
        }
    }

    /** Takes note of a cause, and returns the answer that it has. */
    Response limited(Route route, String cause, int retryAfterSeconds) {
        record("limiting " + route.path(), new IllegalStateException(cause));
        return Response.problem(503, cause).retryAfter(retryAfterSeconds);
    }

    /**
     * Takes back the array of a request's body, unless that has been done.
     *
     * @param request null when none was found
     */
    void giveBack(Request request) {
        if (request != null && request.leaveBody() && request.body().length() > 0) {
            bodies.giveBack(request.body().array());
        }
    }

    /** Takes note of an answer that refuses the token which the request has. */
    void noteRefusal(Exchange exchange, Response response) {
        if (response.header("WWW-Authenticate") != null
                && exchange.in().getHeaders().contains(HttpHeader.AUTHORIZATION)) {
            noteRefusedToken(exchange, RefusedTokens.WRONG);
        }
    }

    void noteRefusedToken(Exchange exchange, String cause) {
        org.eclipse.jetty.server.Request in = exchange.in();
        refused.add(
                in.getMethod() + " " + exchange.route().path(),
                org.eclipse.jetty.server.Request.getRemoteAddr(in),
                cause);
    }

    /** Returns true when a page of another server sent the request, even if it only looks. */
    boolean isFromForeignPage(HttpFields headers) {
        return origins.isForeign("POST", headers);
    }

    ErrorForm errorForm(String target) {
        return routes.errorForm(target);
    }

    void record(String where, Throwable cause) {
        faults.accept(where, cause);
    }

    WebLimits limits() {
        return limits;
    }

    BodyPool bodies() {
        return bodies;
    }
}
