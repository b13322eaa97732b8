package junretsu.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import junretsu.base.Clock;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.text.JsonWriter;
import junretsu.text.PrometheusText;

/**
 * A server's link to its store: the flusher that brings the server's counts to it, and the store's state. Its methods
 * may be called by any thread.
 */
public final class StoreLink {
    private final StoreFactory stores;
    private final StoreHealth health;
    private final CountFlusher flusher;

    /**
     * Opens the store of the event that is under way; nothing is connected to yet.
     *
     * @param stores closed by the flusher at its end
     * @param node whose counts are read for the first time here; their source is closed by the flusher at its end
     */
    public StoreLink(StoreFactory stores, CountedNode node, FlushTimes times, StoreWatch watch, Clock clock) {
        this.stores = stores;
        health = new StoreHealth(watch, times.intervalNanos(), clock);
        flusher = new CountFlusher(
                stores, node, health, times, clock, ms -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms)));
    }

    /**
     * Returns the worker that flushes, with {@link #idlePolicy} between its rounds. Its end is the last flush of all
     * that was counted, within the time that it was given.
     */
    public Worker flusher() {
        return flusher;
    }

    public IdlePolicy idlePolicy() {
        return work -> LockSupport.parkNanos(flusher.intervalNanos());
    }

    /** As shown to users: {@code embedded} or {@code redis}. */
    public String kind() {
        return stores.kind();
    }

    /** The store's address without a password. */
    public String location() {
        return stores.location();
    }

    /** Returns true when several nodes count one event in the store. */
    public boolean isShared() {
        return stores.isShared();
    }

    /** Returns true while the store takes the counts of the event under way. */
    public boolean isUp() {
        return health.isUp();
    }

    /**
     * Returns {@code starting}, {@code ok}, {@code stalled} when the event under way was not flushed for some seconds,
     * {@code slow} while it is flushed less often than was asked for, since flushes take long, or the fault that the
     * last flush met.
     */
    public String state() {
        return health.state();
    }

    /** Returns the state as a sentence while the store does not take the counts of the event under way; else null. */
    public String problem() {
        return isUp() ? null : "store: " + state();
    }

    /** Returns, in a sentence, that the store is slow; null while it is fast, or takes no counts. */
    public String note() {
        return health.note();
    }

    /**
     * Returns the number of this node's counts that the store is known to hold, of all events that were flushed in this
     * run.
     */
    public long flushed() {
        return health.flushedTotal();
    }

    /**
     * Returns an event's totals over all nodes as last read; null when the store is not shared or nothing is known of
     * it.
     */
    public EventTotals totals(String event) {
        return isShared() ? health.totals(event) : null;
    }

    /**
     * Writes the fields {@code store} and, when totals over all nodes are known, {@code cluster}.
     *
     * @param event that is under way
     * @param total of this node's counts of the event
     * @param before the part of it that is not shown as flushed, because it is of earlier runs
     * @param counts writes those of all nodes
     */
    public void write(JsonWriter json, String event, long total, long before, BiConsumer<JsonWriter, long[]> counts) {
        json.beginObject("store");
        json.field("kind", kind());
        json.field("state", health.state());
        json.field("lag_ms", health.lagMs(event, total));
        json.field("interval_ms", health.intervalNanos() / 1_000_000);
        json.field("flushed_total", Math.max(0, health.flushedTotal(event) - before));
        json.endObject();
        EventTotals cluster = totals(event);
        if (cluster != null) {
            json.beginObject("cluster").field("total", cluster.total());
            counts.accept(json, cluster.counts());
            json.endObject();
        }
    }

    /**
     * Writes the families of {@link StoreMetrics}.
     *
     * @param total of this node's counts of the event under way
     */
    public void write(PrometheusText text, String event, long total) {
        text.family(StoreMetrics.FLUSHES);
        health.flushesByResult().forEach((result, count) -> text.labelled(count, "result", result));
        text.family(StoreMetrics.FLUSH_DURATION).histogram(health.durations());
        text.family(StoreMetrics.FLUSH_INTERVAL).sample(health.intervalNanos() / 1e9);
        text.family(StoreMetrics.FLUSH_LAG).sample(health.lagMs(event, total) / 1e3);
        text.family(StoreMetrics.STORE_UP).sample(health.isUp() ? 1 : 0);
        text.family(StoreMetrics.STORE_FAULTS);
        health.faults().forEach((fault, count) -> text.labelled(count, "fault", fault));
        text.family(StoreMetrics.STORE_LOST).sample(health.lostCounts());
    }
}
