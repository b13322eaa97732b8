package junretsu.store;

import java.util.List;
import junretsu.text.Metric;

/** The metrics of a store, whatever is counted in it. */
public final class StoreMetrics {
    static final Metric FLUSHES = Metric.counter(
                    "junretsu_flushes_total", "Flushes into the store, by result: applied, refused, unknown")
            .common();
    static final Metric FLUSH_DURATION = Metric.histogram(
                    "junretsu_flush_duration_seconds", "How long a flush took, whatever became of it")
            .common();
    static final Metric FLUSH_INTERVAL = Metric.gauge(
                    "junretsu_flush_interval_seconds",
                    "Time between two flushes; longer than --flush while the store is slow")
            .common();
    static final Metric FLUSH_LAG = Metric.gauge(
                    "junretsu_flush_lag_seconds", "Age of the store's counts; 0 when it has them all")
            .common();
    static final Metric STORE_UP = Metric.gauge(
                    "junretsu_store_up", "1 while the store takes the counts of the event under way, else 0")
            .common();
    static final Metric STORE_FAULTS = Metric.counter("junretsu_store_faults_total", "Flushes that failed, by fault")
            .common();

    static final Metric STORE_LOST = Metric.counter(
                    "junretsu_store_lost_counts_total",
                    "Counts of this node that the store had lost and was handed again")
            .common();

    /** In the order in which they are shown. */
    public static final List<Metric> ALL =
            List.of(FLUSHES, FLUSH_DURATION, FLUSH_INTERVAL, FLUSH_LAG, STORE_UP, STORE_FAULTS, STORE_LOST);

    private StoreMetrics() {}
}
