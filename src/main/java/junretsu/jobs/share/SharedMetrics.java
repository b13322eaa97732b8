package junretsu.jobs.share;

import java.util.List;
import junretsu.text.Metric;

/** The metrics of a queue of jobs that is shared in Redis. */
public final class SharedMetrics {
    static final Metric UP =
            Metric.gauge("junretsu_jobs_redis_up", "1 while Redis takes this node's postings in all shards, else 0");
    static final Metric HELD = Metric.gauge(
            "junretsu_jobs_redis_held", "Jobs that Redis has handed to this process and that it still has");
    static final Metric REPOSTED = Metric.counter(
            "junretsu_jobs_redis_reposted_total", "Jobs of this node that Redis had lost and that were posted again");
    static final Metric DURABLE =
            Metric.gauge("junretsu_jobs_redis_durable", "0 when Redis is known to keep no append-only file, else 1");

    /** In the order in which they are shown. */
    public static final List<Metric> ALL = List.of(UP, HELD, REPOSTED, DURABLE);

    private SharedMetrics() {}
}
