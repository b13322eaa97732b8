package junretsu.items.serve;

import java.util.List;
import junretsu.text.Metric;

/** The metrics that only an items server has, in the order in which they are shown. */
public final class ItemsMetrics {
    static final Metric ITEMS =
            Metric.counter("junretsu_items_total", "Items sent, by result; those that are accepted are on the disk");
    static final Metric REQUESTS = Metric.counter("junretsu_items_requests_total", "Requests with items, by result");
    static final Metric COMMITS = Metric.histogram(
            "junretsu_items_commit_duration_seconds",
            "Time that a group of requests took to be on the disk, each with what waited at that moment");
    static final Metric PHASE_LONGEST = Metric.gauge(
            "junretsu_items_commit_phase_longest_seconds", "Longest time since the start that a phase of a group took");
    static final Metric LONG_PHASES =
            Metric.counter("junretsu_items_commit_phases_long_total", "Phases of groups that took longer than 50 ms");
    static final Metric UNIQUE = Metric.gauge("junretsu_items_unique", "Items of all tenants on this node");
    static final Metric TENANTS = Metric.gauge("junretsu_items_tenants", "Tenants on this node");
    static final Metric SET_BYTES = Metric.gauge("junretsu_items_set_bytes", "Memory of the set, outside of the heap");
    static final Metric LOG_BYTES = Metric.gauge("junretsu_items_log_bytes", "Log on the disk");

    /** In the order in which they are shown. */
    public static final List<Metric> ALL =
            List.of(ITEMS, REQUESTS, COMMITS, PHASE_LONGEST, LONG_PHASES, UNIQUE, TENANTS, SET_BYTES, LOG_BYTES);

    private ItemsMetrics() {}
}
