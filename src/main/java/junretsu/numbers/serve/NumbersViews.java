package junretsu.numbers.serve;

import junretsu.service.CommonMetrics;
import junretsu.store.EventTotals;
import junretsu.store.StoreLink;
import junretsu.text.JsonWriter;
import junretsu.text.PrometheusText;
import junretsu.web.Response;
import junretsu.web.Route;
import junretsu.web.Routes;

/** The server's state as bytes for readers. Its methods may be called by any thread. */
final class NumbersViews {
    private static final String PATHS = "/api\n/api/counts\n/metrics\n/healthz\n/readyz\n";

    private final NumbersServer server;
    private final String version;

    NumbersViews(NumbersServer server, String version) {
        this.server = server;
        this.version = version;
    }

    Routes routes() {
        return new Routes("junretsu numbers", version)
                .add(
                        Route.view("/", "The paths", request -> Response.text(200, PATHS))
                                .returns("text/plain"),
                        Route.view("/api/counts", "The counts at this moment", request -> counts()),
                        Route.view("/metrics", "The metrics for Prometheus", request -> metrics())
                                .returns("text/plain"),
                        Route.view(
                                        "/healthz",
                                        "Answers as long as the process lives",
                                        request -> Response.text(200, "alive\n"))
                                .returns("text/plain"),
                        Route.view("/readyz", "200 when numbers are received and stored, else 503", request -> ready())
                                .returns("text/plain"));
    }

    private Response counts() {
        NumberTotals totals = server.totals();
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("service", "numbers")
                .field("received", totals.received())
                .field("unique", totals.unique())
                .field("duplicates", totals.duplicates())
                .field("rejected", totals.rejected())
                .field("unfinished", totals.unfinished())
                .field("unique_total", totals.uniqueTotal())
                .field("bytes", totals.bytes())
                .field("log_write_s", totals.logWriteNanos() / 1e9, 3)
                .field("connections", totals.connections())
                .field("accepted", totals.accepted())
                .field("refused", totals.refused())
                .field("uptime_s", server.uptimeSeconds(), 1);
        StoreLink store = server.store();
        if (store != null) {
            long before = server.receivedBefore();
            json.field("event", server.config().event());
            store.write(json, server.config().event(), before + totals.received(), before, NumbersViews::counts);
        }
        return Response.json(json.endObject().toString());
    }

    private static void counts(JsonWriter json, long[] counts) {
        for (int i = 0; i < counts.length; i++) {
            json.field(NodeCounts.FIELDS.names().get(i), counts[i]);
        }
    }

    /** Ready when numbers are received and the store, if there is one, takes counts. */
    private Response ready() {
        String idle = server.idleWorker();
        if (idle != null) {
            return Response.text(503, idle + "\n");
        }
        StoreLink store = server.store();
        return store == null || store.isUp()
                ? Response.text(200, "ready\n")
                : Response.text(503, "store: " + store.state() + "\n");
    }

    private Response metrics() {
        NumberTotals totals = server.totals();
        PrometheusText text = new PrometheusText("numbers");
        text.family(NumbersMetrics.NUMBERS).labelled(totals.unique(), "result", "unique");
        text.labelled(totals.duplicates(), "result", "duplicate");
        text.family(NumbersMetrics.UNIQUE).sample(totals.uniqueTotal());
        text.family(NumbersMetrics.REJECTED).sample(totals.rejected());
        text.family(NumbersMetrics.UNFINISHED).sample(totals.unfinished());
        text.family(NumbersMetrics.BYTES).sample(totals.bytes());
        text.family(NumbersMetrics.LOG_WRITE).sample(totals.logWriteNanos() / 1e9);
        text.family(NumbersMetrics.CONNECTIONS).sample(totals.connections());
        text.family(NumbersMetrics.CLIENTS).labelled(totals.accepted(), "result", "accepted");
        text.labelled(totals.refused(), "result", "refused");
        if (server.store() != null) {
            storeMetrics(text, server.store(), totals.received());
        }
        text.family(CommonMetrics.ERRORS).sample(server.errors().count());
        text.family(CommonMetrics.START_TIME).sample(server.startedMs() / 1e3);
        text.family(CommonMetrics.BUILD_INFO)
                .labelled(
                        1,
                        "version",
                        version,
                        "java",
                        System.getProperty("java.version"),
                        "store",
                        server.store() == null ? "none" : server.store().kind());
        return Response.prometheus(text.toString());
    }

    private void storeMetrics(PrometheusText text, StoreLink store, long received) {
        String event = server.config().event();
        EventTotals totals = store.totals(event);
        text.family(NumbersMetrics.EVENT_NUMBERS);
        if (totals != null) {
            text.labelled(totals.counts()[NodeCounts.UNIQUE], "result", "unique");
            text.labelled(totals.counts()[NodeCounts.DUPLICATES], "result", "duplicate");
        }
        text.family(NumbersMetrics.FLUSHED).sample(store.flushed());
        store.write(text, event, server.receivedBefore() + received);
    }
}
