package junretsu.store;

import junretsu.text.JsonWriter;
import junretsu.text.PrometheusText;

/** How a store's health is told to readers. Its methods may be called by any thread. */
public final class StoreText {
    private final Store store;
    private final StoreHealth health;

    public StoreText(Store store, StoreHealth health) {
        this.store = store;
        this.health = health;
    }

    /**
     * Writes the field {@code store}.
     *
     * @param total what this server has counted in all
     * @param before what of it is not to be shown as flushed
     */
    public void write(JsonWriter json, long total, long before) {
        json.beginObject("store");
        json.field("kind", store.kind());
        json.field("state", health.state());
        json.field("lag_ms", health.lagMs(total));
        json.field("flushed_total", Math.max(0, health.flushedTotal() - before));
        json.endObject();
    }

    /** @param total what this server has counted in all */
    public void write(PrometheusText text, long total) {
        text.family(StoreMetrics.FLUSHES);
        health.flushesByResult().forEach((result, count) -> text.labelled(count, "result", result));
        write(text.family(StoreMetrics.FLUSH_DURATION), health.durations());
        text.family(StoreMetrics.FLUSH_LAG).sample(health.lagMs(total) / 1e3);
        text.family(StoreMetrics.STORE_UP).sample(health.isUp() ? 1 : 0);
        text.family(StoreMetrics.STORE_FAULTS);
        health.faults().forEach((fault, count) -> text.labelled(count, "fault", fault));
    }

    private static void write(PrometheusText text, Histogram durations) {
        for (int i = 0; i < Histogram.BOUNDS_SECONDS.length; i++) {
            String bound = PrometheusText.bound(Histogram.BOUNDS_SECONDS[i]);
            text.labelled("_bucket", durations.cumulative(i), "le", bound);
        }
        text.labelled("_bucket", durations.count(), "le", "+Inf");
        text.sample("_sum", durations.sumSeconds());
        text.sample("_count", durations.count());
    }
}
