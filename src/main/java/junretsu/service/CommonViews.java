package junretsu.service;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import junretsu.base.Clock;
import junretsu.text.PrometheusText;
import junretsu.web.Endpoint;
import junretsu.web.EventStream;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;
import junretsu.web.Routes;

/** The views that every server has over HTTP: liveness, readiness and metrics. Any thread may call. */
public final class CommonViews {
    private final String service;
    private final Surroundings surroundings;
    private final Health health;
    private final Consumer<PrometheusText> metrics;
    private final long startedMs;
    private final long startedNanos;
    private String[] buildLabels = {};
    private EventStream stream;
    private ConfigReload reload;

    /**
     * To be made when the server starts.
     *
     * @param service as in {@code votes}
     * @param metrics writes the families that only this service has
     */
    public CommonViews(String service, Surroundings surroundings, Health health, Consumer<PrometheusText> metrics) {
        this.service = service;
        this.surroundings = surroundings;
        this.health = health;
        this.metrics = metrics;
        startedMs = surroundings.clock().epochMillis();
        startedNanos = surroundings.clock().nanoTime();
    }

    /**
     * Adds the server's make-up to the metrics.
     *
     * @param labels names and values in turn
     */
    public CommonViews build(String... labels) {
        buildLabels = labels;
        return this;
    }

    /** Adds how rereading the configuration went to the metrics. */
    public CommonViews reload(ConfigReload source) {
        reload = source;
        return this;
    }

    /** Adds the number of the stream's readers to the metrics. */
    public CommonViews stream(EventStream events) {
        stream = events;
        return this;
    }

    /** The paths of these views, to which the service adds its own. */
    public Routes routes() {
        return new Routes("junretsu " + service, surroundings.version())
                .add(
                        Route.view("/healthz", "Answers as long as the process lives", request -> alive())
                                .returns("text/plain"),
                        Route.view("/readyz", "200 when the server does its work, else 503 and why", request -> ready())
                                .returns("text/plain"),
                        Route.view(
                                        "/metrics",
                                        "The metrics for Prometheus, in OpenMetrics where Accept names it",
                                        this::metrics)
                                .returns("text/plain"));
    }

    /**
     * The path by which a client may end the server in good order.
     *
     * @param summary one sentence, without a full stop
     * @param guard the refusal of a client that may not; null for one that may
     * @param ending called once it is answered
     */
    public static Route kill(String summary, Function<Request, Response> guard, Runnable ending) {
        Endpoint endpoint = exchange -> {
            exchange.respond(Response.json("{\"ending\":true}").header("Connection", "close"));
            ending.run();
        };
        return Route.post("/kill", summary, endpoint).guard(guard);
    }

    /** Seconds since the start. */
    public double uptimeSeconds() {
        return (clock().nanoTime() - startedNanos) / 1e9;
    }

    /** A sentence while the server does not do its work; null while it does. */
    public String problem() {
        return health.problem();
    }

    private static Response alive() {
        return Response.text(200, "alive\n");
    }

    private Response ready() {
        String problem = health.problem();
        if (problem != null) {
            return Response.text(503, problem + "\n");
        }
        String note = health.note().get();
        return Response.text(200, note == null ? "ready\n" : "ready; " + note + "\n");
    }

    private Response metrics(Request request) {
        String accept = request.header("Accept");
        boolean isOpenMetrics = accept != null && accept.contains(Response.OPEN_METRICS);
        PrometheusText text = new PrometheusText(service, isOpenMetrics);
        metrics.accept(text);
        text.family(CommonMetrics.ERRORS).sample(surroundings.errors().count());
        if (stream != null) {
            text.family(CommonMetrics.VIEWERS).sample(stream.clients());
            text.family(CommonMetrics.SKIPPED_FRAMES).sample(stream.skipped());
        }
        if (reload != null) {
            reload.write(text);
        }
        text.family(CommonMetrics.START_TIME).sample(startedMs / 1e3);
        text.family(CommonMetrics.BUILD_INFO).labelled(1, build());
        ProcessMetrics.write(text);
        return isOpenMetrics ? Response.openMetrics(text.toString()) : Response.prometheus(text.toString());
    }

    private String[] build() {
        String[] all = {"version", surroundings.version(), "java", System.getProperty("java.version")};
        String[] labels = Arrays.copyOf(all, all.length + buildLabels.length);
        System.arraycopy(buildLabels, 0, labels, all.length, buildLabels.length);
        return labels;
    }

    private Clock clock() {
        return surroundings.clock();
    }
}
