package junretsu.items.coordinate;

import java.util.List;
import junretsu.text.Metric;

/** The metrics of a coordinator. */
public final class CoordinatorMetrics {
    static final Metric REQUESTS = Metric.counter(
            "junretsu_items_coordinator_requests_total",
            "Requests, by outcome: answered by a worker, unavailable when none could be asked, failed when none did");
    static final Metric RETRIES = Metric.counter(
            "junretsu_items_coordinator_retries_total", "Attempts at another worker, after one had failed");
    static final Metric IN_FLIGHT =
            Metric.gauge("junretsu_items_coordinator_in_flight", "Requests that have no answer yet");
    static final Metric WORKERS =
            Metric.gauge("junretsu_items_coordinator_workers", "Workers by state: starting, up, down, draining");
    static final Metric WORKER_REQUESTS = Metric.counter(
            "junretsu_items_coordinator_worker_requests_total", "Requests sent to a worker since it is configured");
    static final Metric WORKER_FAILURES = Metric.counter(
            "junretsu_items_coordinator_worker_failures_total",
            "Requests that a worker did not answer, or with 503, since it is configured");
    static final Metric RELOAD = Metric.gauge(
            "junretsu_items_coordinator_config_reload_success",
            "1 when the configuration file was accepted as it is now, else 0");

    /** In the order in which they are shown. */
    public static final List<Metric> ALL =
            List.of(REQUESTS, RETRIES, IN_FLIGHT, WORKERS, WORKER_REQUESTS, WORKER_FAILURES, RELOAD);

    private CoordinatorMetrics() {}
}
