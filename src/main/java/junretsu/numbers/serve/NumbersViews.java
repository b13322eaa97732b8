package junretsu.numbers.serve;

import junretsu.service.CommonViews;
import junretsu.service.Health;
import junretsu.service.Surroundings;
import junretsu.store.EventTotals;
import junretsu.store.StoreLink;
import junretsu.text.JsonWriter;
import junretsu.text.PrometheusText;
import junretsu.web.Pages;
import junretsu.web.Response;
import junretsu.web.Route;
import junretsu.web.Routes;

/** The server's state as bytes for readers. Its methods may be called by any thread. */
final class NumbersViews {
    private final NumbersState state;
    private final CommonViews common;

    /** @param health of the server */
    NumbersViews(NumbersState state, Health health, Surroundings surroundings) {
        this.state = state;
        common = new CommonViews("numbers", surroundings, health, this::write)
                .build("store", state.store() == null ? "none" : state.store().kind());
    }

    /** Seconds since the start. */
    double uptimeSeconds() {
        return common.uptimeSeconds();
    }

    /** All paths of a numbers state. */
    Routes routes() {
        return common.routes()
                .add(Pages.counts("numbers"))
                .add(Route.view("/api/counts", "The counts at this moment", request -> counts()));
    }

    private Response counts() {
        NumberTotals totals = state.totals();
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
                .field("uptime_s", uptimeSeconds(), 1);
        StoreLink store = state.store();
        if (store != null) {
            long before = state.receivedBefore();
            json.field("event", state.event());
            store.write(json, state.event(), before + totals.received(), before, NumbersViews::counts);
        }
        return Response.json(json.endObject().toString());
    }

    private static void counts(JsonWriter json, long[] counts) {
        for (int i = 0; i < counts.length; i++) {
            json.field(NodeCounts.FIELDS.names().get(i), counts[i]);
        }
    }

    private void write(PrometheusText text) {
        NumberTotals totals = state.totals();
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
        if (state.store() != null) {
            storeMetrics(text, state.store(), totals.received());
        }
    }

    private void storeMetrics(PrometheusText text, StoreLink store, long received) {
        String event = state.event();
        EventTotals totals = store.totals(event);
        text.family(NumbersMetrics.EVENT_NUMBERS);
        if (totals != null) {
            text.labelled(totals.counts()[NodeCounts.UNIQUE], "result", "unique");
            text.labelled(totals.counts()[NodeCounts.DUPLICATES], "result", "duplicate");
        }
        text.family(NumbersMetrics.FLUSHED).sample(store.flushed());
        store.write(text, event, state.receivedBefore() + received);
    }
}
