package junretsu.numbers.serve;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.store.EventTotals;
import junretsu.store.Store;
import junretsu.store.StoreFactory;
import junretsu.store.StoreHealth;
import junretsu.store.StoreText;
import junretsu.text.JsonWriter;
import junretsu.text.PrometheusText;

/** Keeps a store up to what this server counts, and tells how the store does. Its methods may be called by any thread. */
final class Sharing implements Closeable {
    private final SharingConfig config;
    private final NodeCounts node;
    private final Store store;
    private final StoreHealth health;
    private final StoreText text;
    private final DistinctErrors errors;
    private final Clock clock;
    private WorkerThread flusher;

    private Sharing(SharingConfig config, NodeCounts node, Store store, DistinctErrors errors, Clock clock) {
        this.config = config;
        this.node = node;
        this.store = store;
        this.errors = errors;
        this.clock = clock;
        health = new StoreHealth(errors::announce, clock);
        text = new StoreText(store, health);
    }

    /**
     * Opens the counter file; a store that cannot be reached stops nothing.
     *
     * @throws StartException when the file is not to be had; its message is a sentence for the user
     */
    static Sharing open(SharingConfig config, StoreFactory stores, DistinctErrors errors, Clock clock)
            throws StartException {
        NodeCounts node = NodeCounts.open(config.data(), config.event(), clock.epochMillis());
        try {
            Store store = stores.open(config.event(), node.nodeId(), NodeCounts.FIELDS, List.of());
            return new Sharing(config, node, store, errors, clock);
        } catch (RuntimeException e) {
            try {
                node.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /**
     * Begins to flush. To be called once.
     *
     * @param totals what is counted since the start
     * @param resumes whether the log is gone on with, rather than emptied
     * @param failures told a sentence when the store will never take this node's counts
     */
    void start(Supplier<NumberTotals> totals, boolean resumes, Consumer<String> failures) {
        if (resumes) {
            node.resume(totals.get().uniqueTotal());
        } else {
            node.beginLog();
        }
        NumbersFlusher worker = new NumbersFlusher(totals, node, store, health, failures, config.drainNanos(), clock);
        flusher = new WorkerThread(worker, IdlePolicy.every(config.flushIntervalNanos()), errors).start();
    }

    /** Flushes a last time, within the configured drain time. */
    void stop() {
        flusher.stop();
        flusher.join(config.drainNanos() / 1_000_000);
    }

    /** Numbers of this run that the store is known to hold. */
    long flushed() {
        return Math.max(0, health.flushedTotal() - node.receivedBefore());
    }

    /** Lets go of what was opened, when nothing has been started. */
    @Override
    public void close() throws IOException {
        store.close();
        node.close();
    }

    String kind() {
        return store.kind();
    }

    String location() {
        return store.location();
    }

    boolean isUp() {
        return health.isUp();
    }

    /** {@code starting}, {@code ok} or the fault that the last flush met. */
    String state() {
        return health.state();
    }

    /** @param received numbers since the start */
    void write(JsonWriter json, long received) {
        json.field("event", config.event());
        text.write(json, node.receivedBefore() + received, node.receivedBefore());
        EventTotals event = health.eventTotals();
        if (event != null) {
            json.beginObject("cluster").field("total", event.total());
            for (int i = 0; i < event.counts().length; i++) {
                json.field(NodeCounts.FIELDS.names().get(i), event.counts()[i]);
            }
            json.endObject();
        }
    }

    /** @param received numbers since the start */
    void write(PrometheusText metrics, long received) {
        EventTotals event = health.eventTotals();
        metrics.family(NumbersMetrics.EVENT_NUMBERS);
        if (event != null) {
            metrics.labelled(event.counts()[NodeCounts.UNIQUE], "result", "unique");
            metrics.labelled(event.counts()[NodeCounts.DUPLICATES], "result", "duplicate");
        }
        metrics.family(NumbersMetrics.FLUSHED).sample(Math.max(0, health.flushedTotal()));
        text.write(metrics, node.receivedBefore() + received);
    }
}
