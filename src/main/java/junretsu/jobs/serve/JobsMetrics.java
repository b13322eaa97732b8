package junretsu.jobs.serve;

import java.util.List;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.QueueLook;
import junretsu.text.Metric;
import junretsu.text.PrometheusText;

/** The metrics that only a jobs server has, in the order in which they are shown. */
public final class JobsMetrics {
    static final Metric ACCEPTED =
            Metric.counter("junretsu_jobs_accepted_total", "Jobs accepted; each is durable before it is acknowledged");
    static final Metric REPEATED = Metric.counter(
            "junretsu_jobs_repeated_total", "Jobs of postings that were answered with those of an earlier one");
    static final Metric REJECTED =
            Metric.counter("junretsu_jobs_rejected_total", "Requests whose jobs were not accepted, by reason");
    static final Metric ENDED = Metric.counter("junretsu_jobs_ended_total", "Jobs that ended here, by final state");
    static final Metric REQUEUED =
            Metric.counter("junretsu_jobs_requeued_total", "Failed jobs that were put back into the queue");
    static final Metric QUEUE = Metric.gauge("junretsu_jobs_open", "Jobs that have not ended, by state");
    static final Metric FAILED =
            Metric.gauge("junretsu_jobs_dead", "Failed jobs that are set apart and can be put back");
    static final Metric CALLERS = Metric.gauge("junretsu_jobs_callers_active", "Callers with open jobs");
    static final Metric SEATS = Metric.gauge("junretsu_jobs_seats_taken", "Jobs that hold the memory of a sieve");
    static final Metric WAITS =
            Metric.histogram("junretsu_jobs_wait_duration_seconds", "From the acceptance of a job to its first slice");
    static final Metric RUNS =
            Metric.histogram("junretsu_jobs_run_duration_seconds", "CPU time of a job that has ended");
    static final Metric SLICES = Metric.counter("junretsu_jobs_slices_total", "Slices of work begun");
    static final Metric WORKER_TIME =
            Metric.counter("junretsu_jobs_worker_cpu_seconds_total", "CPU time that jobs have used");
    static final Metric CALLER_TIME = Metric.gauge(
            "junretsu_jobs_caller_cpu_seconds",
            "Worker time of the ten busiest callers since each became active, by rank");
    static final Metric CACHE_HITS = Metric.counter(
            "junretsu_jobs_cache_hits_total", "Jobs whose result was known from an earlier one of the same number");
    static final Metric LEASES_LOST =
            Metric.counter("junretsu_jobs_leases_lost_total", "Jobs taken away from a worker here since it was silent");
    static final Metric REFUSED = Metric.counter(
            "junretsu_jobs_results_refused_total", "Results that came too late: cancelled, or done by another");
    static final Metric WAITING = Metric.gauge("junretsu_jobs_waiting_clients", "Clients that wait for a job's end");

    /** In the order in which they are shown. */
    public static final List<Metric> ALL = List.of(
            ACCEPTED,
            REPEATED,
            REJECTED,
            ENDED,
            REQUEUED,
            QUEUE,
            FAILED,
            CALLERS,
            SEATS,
            WAITS,
            RUNS,
            SLICES,
            WORKER_TIME,
            CALLER_TIME,
            CACHE_HITS,
            LEASES_LOST,
            REFUSED,
            WAITING);

    private static final int RANKS = 10;

    private JobsMetrics() {}

    static void write(JobsState state, PrometheusText text) {
        JobCounts counts = state.queue().counts();
        QueueLook look = state.queue().look();
        text.family(ACCEPTED).sample(counts.sum(JobEvent.ACCEPTED));
        text.family(REPEATED).sample(counts.sum(JobEvent.REPEATED));
        text.family(REJECTED);
        for (JobRejections.Reason reason : JobRejections.Reason.values()) {
            text.labelled(state.rejections().of(reason), "reason", reason.text());
        }
        text.family(ENDED);
        for (JobState end : JobState.values()) {
            if (end.isFinal()) {
                text.labelled(counts.endedAs(end), "state", end.text());
            }
        }
        text.family(REQUEUED).sample(counts.sum(JobEvent.REQUEUED));
        text.family(QUEUE).labelled(look.queued(), "state", "queued").labelled(look.running(), "state", "running");
        text.family(FAILED).sample(look.failed());
        text.family(CALLERS).sample(look.callersActive());
        text.family(SEATS).sample(look.seatsTaken());
        writeWork(state, counts, look, text);
    }

    private static void writeWork(JobsState state, JobCounts counts, QueueLook look, PrometheusText text) {
        text.family(WAITS).longHistogram(counts.waits());
        text.family(RUNS).longHistogram(counts.runs());
        text.family(SLICES).sample(counts.sum(JobEvent.SLICE));
        text.family(WORKER_TIME).sample(counts.workerNanos() / 1e9);
        text.family(CALLER_TIME);
        for (int rank = 1; rank <= Math.min(RANKS, look.callers().size()); rank++) {
            double seconds = look.callers().get(rank - 1).cpuNanos() / 1e9;
            text.labelled(seconds, "rank", Integer.toString(rank));
        }
        text.family(CACHE_HITS).sample(counts.sum(JobEvent.CACHE_HIT));
        text.family(LEASES_LOST).sample(counts.sum(JobEvent.LEASE_LOST));
        text.family(REFUSED).sample(counts.sum(JobEvent.RESULT_REFUSED));
        text.family(WAITING).sample(state.waits().count() + state.events().readers());
        state.queue().write(text);
    }
}
