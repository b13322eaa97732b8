package junretsu.items.share;

import java.util.List;
import junretsu.text.Metric;

/** The metrics of items that are shared in Redis. */
public final class ShareMetrics {
    static final Metric UP =
            Metric.gauge("junretsu_items_redis_up", "1 while Redis takes this node's items in all shards, else 0");
    static final Metric LAG_ITEMS =
            Metric.gauge("junretsu_items_redis_lag_items", "Items of this node's log that not all shards have yet");
    static final Metric LAG_SECONDS = Metric.gauge(
            "junretsu_items_redis_lag_seconds", "Age of what Redis has of this node's log; 0 when it has it all");
    static final Metric SHIPPED = Metric.counter(
            "junretsu_items_redis_shipped_total", "Items handed to Redis, also those that it had already");
    static final Metric REFILLS = Metric.counter(
            "junretsu_items_redis_refills_total",
            "Sets and shards that were found lost or behind, and were shipped again");

    /** In the order in which they are shown. */
    public static final List<Metric> ALL = List.of(UP, LAG_ITEMS, LAG_SECONDS, SHIPPED, REFILLS);

    private ShareMetrics() {}
}
