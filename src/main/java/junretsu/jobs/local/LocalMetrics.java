package junretsu.jobs.local;

import java.util.List;
import junretsu.sql.SqlCounters;
import junretsu.sql.SqlDatabase;
import junretsu.sql.SqlFault;
import junretsu.text.Metric;
import junretsu.text.PrometheusText;

/** The metrics of a queue on this machine's disk. */
public final class LocalMetrics {
    static final Metric COMMITS = Metric.histogram(
            "junretsu_jobs_commit_duration_seconds",
            "Times in which a group of changes to the queue was put on the disk");
    static final Metric CHANGES = Metric.counter(
            "junretsu_jobs_changes_total", "Changes to the queue that are on the disk, many in a commit");
    static final Metric FAILURES = Metric.counter(
            "junretsu_jobs_change_failures_total", "Changes to the queue that were not written, by reason");
    static final Metric WAITING =
            Metric.gauge("junretsu_jobs_changes_waiting", "Changes to the queue that wait for the disk");
    static final Metric UNSAVED = Metric.gauge(
            "junretsu_jobs_results_unsaved", "Results that the disk did not take yet; no work is begun meanwhile");
    static final Metric OPEN_BYTES = Metric.gauge(
            "junretsu_jobs_open_bytes", "Memory that open jobs and their callers take of the heap, by an estimate");
    static final Metric OPEN_BYTES_MAX =
            Metric.gauge("junretsu_jobs_open_bytes_max", "Memory of the heap from which on jobs are answered with 503");
    static final Metric CHECKPOINTS = Metric.histogram(
            "junretsu_jobs_checkpoint_duration_seconds", "Times in which the database's log was copied into it");
    static final Metric LOG_BYTES =
            Metric.gauge("junretsu_jobs_log_bytes", "Size of what stands in the database's log");

    /** In the order in which they are shown. */
    public static final List<Metric> ALL =
            List.of(COMMITS, CHANGES, FAILURES, WAITING, UNSAVED, OPEN_BYTES, OPEN_BYTES_MAX, CHECKPOINTS, LOG_BYTES);

    private static final int PAGE_BYTES = 4_096;

    private LocalMetrics() {}

    static void write(SqlDatabase database, int unsaved, OpenJobs open, PrometheusText text) {
        SqlCounters counters = database.counters();
        text.family(COMMITS).histogram(counters.commits());
        text.family(CHANGES).sample(counters.units());
        text.family(FAILURES);
        for (SqlFault fault : SqlFault.values()) {
            text.labelled(counters.failures(fault), "reason", fault.label());
        }
        text.family(WAITING).sample(database.writer().waiting());
        text.family(UNSAVED).sample(unsaved);
        text.family(OPEN_BYTES).sample(open.bytes());
        text.family(OPEN_BYTES_MAX).sample(open.memory().max());
        text.family(CHECKPOINTS).histogram(counters.checkpoints());
        text.family(LOG_BYTES).sample(database.logPages() * PAGE_BYTES);
    }
}
