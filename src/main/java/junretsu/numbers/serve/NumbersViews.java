package junretsu.numbers.serve;

import junretsu.service.CommonMetrics;
import junretsu.text.JsonWriter;
import junretsu.text.PrometheusText;
import junretsu.web.Routes;
import junretsu.web.View.Content;

/** The server's state as bytes for readers. Its methods may be called by any thread. */
final class NumbersViews {
    private final NumbersServer server;
    private final String version;

    NumbersViews(NumbersServer server, String version) {
        this.server = server;
        this.version = version;
    }

    Routes routes() {
        return new Routes()
                .view("/", query -> Content.text(200, "/api/counts\n/metrics\n/healthz\n/readyz\n"))
                .view("/api/counts", query -> counts())
                .view("/metrics", query -> metrics())
                .view("/healthz", query -> Content.text(200, "alive\n"))
                .view("/readyz", query -> ready());
    }

    private Content counts() {
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
        if (server.sharing() != null) {
            server.sharing().write(json, totals.received());
        }
        return Content.json(json.endObject().toString());
    }

    /** Ready when numbers are received and the store, if there is one, takes counts. */
    private Content ready() {
        String idle = server.idleWorker();
        if (idle != null) {
            return Content.text(503, idle + "\n");
        }
        Sharing sharing = server.sharing();
        return sharing == null || sharing.isUp()
                ? Content.text(200, "ready\n")
                : Content.text(503, "store: " + sharing.state() + "\n");
    }

    private Content metrics() {
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
        if (server.sharing() != null) {
            server.sharing().write(text, totals.received());
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
                        server.sharing() == null ? "none" : server.sharing().kind());
        return Content.prometheus(text.toString());
    }
}
