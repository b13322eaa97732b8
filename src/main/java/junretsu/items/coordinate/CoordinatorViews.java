package junretsu.items.coordinate;

import java.time.Instant;
import java.util.List;
import junretsu.service.CommonViews;
import junretsu.service.Ending;
import junretsu.service.Health;
import junretsu.service.Surroundings;
import junretsu.text.JsonWriter;
import junretsu.text.PrometheusText;
import junretsu.web.ErrorForm;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;
import junretsu.web.Routes;

/** The coordinator's state as bytes for readers. Its methods may be called by any thread. */
final class CoordinatorViews {
    private final Proxy proxy;
    private final SpawnedWorkers spawned;
    private final ConfigWatch watch;
    private final Ending ending;
    private final CommonViews common;

    CoordinatorViews(
            Proxy proxy,
            SpawnedWorkers spawned,
            ConfigWatch watch,
            Ending ending,
            Health health,
            Surroundings surroundings) {
        this.proxy = proxy;
        this.spawned = spawned;
        this.watch = watch;
        this.ending = ending;
        common = new CommonViews("items", surroundings, health, this::write).build("role", "coordinator");
    }

    /** Seconds since the start. */
    double uptimeSeconds() {
        return common.uptimeSeconds();
    }

    /** All paths of a coordinator. */
    Routes routes() {
        Routes routes = common.routes()
                .errors("items", ErrorForm.PROBLEM)
                .add(
                        Route.view("/", "The paths", request -> Response.text(200, paths()))
                                .returns("text/plain"),
                        Route.view("/api/workers", "The workers and their states", request -> workers()),
                        Route.view("/api/counts", "The coordinator's own counts", request -> counts()),
                        CommonViews.kill(
                                "Ends the coordinator and the workers that it started",
                                this::refusal,
                                ending::request));
        proxy.routes().forEach(routes::add);
        return routes;
    }

    private String paths() {
        return "/items\n/api\n/api/workers\n/api/counts\n/api/tenants\n/metrics\n/healthz\n/readyz\n";
    }

    private Response refusal(Request request) {
        return proxy.nodes().config().adminToken().refusal(request, "the coordinator cannot be ended here");
    }

    private Response workers() {
        JsonWriter json = new JsonWriter().beginObject().beginArray("workers");
        for (WorkerNode node : proxy.nodes().all()) {
            json.beginObject()
                    .field("address", node.name())
                    .field("state", node.state().word())
                    .field("since", Instant.ofEpochMilli(node.sinceMs()).toString())
                    .field("in_flight", node.inFlight())
                    .field("requests", node.requests())
                    .field("failures", node.failures())
                    .field("problem", node.problem());
            Long pid = spawned.pid(node.at());
            if (pid != null) {
                json.field("pid", pid);
            }
            json.endObject();
        }
        return Response.json(json.endArray().endObject().toString());
    }

    private Response counts() {
        ProxyCounts counts = proxy.counts();
        return Response.json(new JsonWriter()
                .beginObject()
                .field("service", "items")
                .field("role", "coordinator")
                .field("workers", proxy.nodes().all().size())
                .field("workers_up", proxy.nodes().count(WorkerState.UP))
                .field("answered", counts.answered.sum())
                .field("unavailable", counts.unavailable.sum())
                .field("failed", counts.failed.sum())
                .field("retries", counts.retries.sum())
                .field("in_flight", counts.inFlight.get())
                .field("config_reload_success", watch.isGood())
                .field("uptime_s", uptimeSeconds(), 1)
                .endObject()
                .toString());
    }

    private void write(PrometheusText text) {
        ProxyCounts counts = proxy.counts();
        List<WorkerNode> nodes = proxy.nodes().all();
        text.family(CoordinatorMetrics.REQUESTS).labelled(counts.answered.sum(), "outcome", "answered");
        text.labelled(counts.unavailable.sum(), "outcome", "unavailable");
        text.labelled(counts.failed.sum(), "outcome", "failed");
        text.family(CoordinatorMetrics.RETRIES).sample(counts.retries.sum());
        text.family(CoordinatorMetrics.IN_FLIGHT).sample(counts.inFlight.get());
        text.family(CoordinatorMetrics.WORKERS);
        for (WorkerState state : WorkerState.values()) {
            text.labelled(proxy.nodes().count(state), "state", state.word());
        }
        text.family(CoordinatorMetrics.WORKER_REQUESTS);
        nodes.forEach(node -> text.labelled(node.requests(), "worker", node.name()));
        text.family(CoordinatorMetrics.WORKER_FAILURES);
        nodes.forEach(node -> text.labelled(node.failures(), "worker", node.name()));
        text.family(CoordinatorMetrics.RELOAD).sample(watch.isGood() ? 1 : 0);
    }
}
