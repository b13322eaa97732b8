package junretsu.votes.serve;

import java.util.Map;
import junretsu.base.JsonWriter;
import junretsu.store.EventTotals;
import junretsu.tally.Tally;
import junretsu.web.PrometheusText;
import junretsu.web.View.Content;

/** The server's state as bytes for readers. Its methods may be called by any thread. */
final class VotesViews {
    private final VotesServer server;

    VotesViews(VotesServer server) {
        this.server = server;
    }

    Content counts() {
        return Content.json(countsJson());
    }

    /** The contract of {@code /api/counts} and {@code /api/stream}. */
    String countsJson() {
        Tally tally = server.tally();
        StoreHealth health = server.storeHealth();
        JsonWriter json = new JsonWriter().beginObject();
        json.field("event", server.config().event());
        json.field("total", tally.total());
        json.field("rate", server.ratePerSecond(), 1);
        buttons(json, tally.buttons());
        if (server.seesDatagrams()) {
            json.field("datagrams", tally.datagrams());
        } else {
            json.fieldNull("datagrams");
        }
        json.field("packets", tally.packets());
        json.field("rejected", tally.rejected());
        json.field("empty", tally.empty());
        json.field("dropped", tally.kernelDrops());
        json.field("uptime_s", server.uptimeSeconds(), 1);
        json.beginArray("milestones").endArray();
        store(json, health, tally.total());
        if (server.store().isShared() && health.eventTotals() != null) {
            json.beginObject("cluster").field("total", health.eventTotals().total());
            buttons(json, health.eventTotals().buttons());
            json.endObject();
        }
        json.field("engine", server.engineName());
        json.field("threads", server.config().threads());
        return json.endObject().toString();
    }

    private void store(JsonWriter json, StoreHealth health, long total) {
        json.beginObject("store");
        json.field("kind", server.store().kind());
        json.field("state", health.state());
        json.field("lag_ms", health.lagMs(total));
        json.field("flushed_total", Math.max(0, health.flushedTotal()));
        json.endObject();
    }

    private static void buttons(JsonWriter json, long[] votes) {
        json.beginObject("buttons");
        for (int button = 0; button < votes.length; button++) {
            if (votes[button] > 0) {
                json.field(Integer.toString(button), votes[button]);
            }
        }
        json.endObject();
    }

    Content alive() {
        return Content.text(200, "alive\n");
    }

    /** Ready when votes are received and the store takes counts. */
    Content ready() {
        StoreHealth health = server.storeHealth();
        return health.isUp() ? Content.text(200, "ready\n") : Content.text(503, "store: " + health.state() + "\n");
    }

    Content metrics() {
        Tally tally = server.tally();
        PrometheusText text = new PrometheusText();
        votes(text, VotesMetric.VOTES, tally.buttons());
        text.family(VotesMetric.PACKETS).sample(tally.packets());
        text.family(VotesMetric.DATAGRAMS);
        if (server.seesDatagrams()) {
            text.sample(tally.datagrams());
        }
        text.family(VotesMetric.REJECTED).sample(tally.rejected());
        text.family(VotesMetric.EMPTY).sample(tally.empty());
        text.family(VotesMetric.DROPPED).sample(tally.kernelDrops());
        storeMetrics(text, server.storeHealth(), tally.total());
        text.family(VotesMetric.ERRORS).sample(server.errors().count());
        text.family(VotesMetric.THREADS).sample(server.config().threads());
        text.family(VotesMetric.RECEIVE_BUFFER).sample(server.receiveBufferBytes());
        text.family(VotesMetric.START_TIME).sample(server.startedMs() / 1e3);
        text.family(VotesMetric.BUILD_INFO)
                .labelled(
                        1,
                        "version",
                        server.about().version(),
                        "java",
                        System.getProperty("java.version"),
                        "engine",
                        server.engineName(),
                        "passed_over",
                        server.about().passedOver(),
                        "store",
                        server.store().kind());
        return Content.prometheus(text.toString());
    }

    private void storeMetrics(PrometheusText text, StoreHealth health, long total) {
        EventTotals event = health.eventTotals();
        text.family(VotesMetric.EVENT_VOTES);
        if (server.store().isShared() && event != null) {
            voteSamples(text, event.buttons());
        }
        text.family(VotesMetric.FLUSHES);
        health.flushesByResult().forEach((result, count) -> text.labelled(count, "result", result));
        flushDuration(text, health.durations());
        text.family(VotesMetric.FLUSH_LAG).sample(health.lagMs(total) / 1e3);
        text.family(VotesMetric.FLUSHED).sample(Math.max(0, health.flushedTotal()));
        text.family(VotesMetric.STORE_UP).sample(health.isUp() ? 1 : 0);
        text.family(VotesMetric.STORE_FAULTS);
        for (Map.Entry<String, Long> fault : health.faults().entrySet()) {
            text.labelled(fault.getValue(), "fault", fault.getKey());
        }
    }

    private static void flushDuration(PrometheusText text, Histogram durations) {
        text.family(VotesMetric.FLUSH_DURATION);
        for (int i = 0; i < Histogram.BOUNDS_SECONDS.length; i++) {
            String bound = PrometheusText.bound(Histogram.BOUNDS_SECONDS[i]);
            text.labelled("_bucket", durations.cumulative(i), "le", bound);
        }
        text.labelled("_bucket", durations.count(), "le", "+Inf");
        text.sample("_sum", durations.sumSeconds());
        text.sample("_count", durations.count());
    }

    private static void votes(PrometheusText text, VotesMetric metric, long[] votes) {
        text.family(metric);
        voteSamples(text, votes);
    }

    private static void voteSamples(PrometheusText text, long[] votes) {
        for (int button = 0; button < votes.length; button++) {
            if (votes[button] > 0) {
                text.labelled(votes[button], "button", Integer.toString(button));
            }
        }
    }
}
