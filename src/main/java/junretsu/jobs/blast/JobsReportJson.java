package junretsu.jobs.blast;

import junretsu.load.http.ErrorReasons;
import junretsu.text.JsonWriter;
import junretsu.text.LogHistogram;

/**
 * The report for machines, one JSON object. Names and types are a contract; what was not asked for is null or not
 * there.
 */
final class JobsReportJson {
    private static final int CALLERS_MAX = 1_000;

    private JobsReportJson() {}

    static void write(JsonWriter json, JobsReport report) {
        JobsBlastConfig config = report.config();
        json.field("target", JobsReportText.targets(config))
                .field("connections", config.connections())
                .field("seed", config.source().seed())
                .field("interrupted", report.interrupted());
        config.rate().write(json, "asked_rate");
        posts(json, report);
        jobs(json, report);
        times(json, report);
        errors(json, "post_errors", report.counts().postErrors);
        errors(json, "get_errors", report.counts().getErrors);
        checks(json, report);
        if (report.shares() != null) {
            callers(json, report.shares());
        }
        json.field(
                "failure",
                report.failures().isEmpty() ? null : report.failures().get(0));
    }

    private static void posts(JsonWriter json, JobsReport report) {
        LoadCounts counts = report.counts();
        json.beginObject("posts")
                .field("sent", counts.sent)
                .field("accepted", counts.accepted)
                .field("failed", counts.failed)
                .field("unknown", counts.unknown)
                .field("unsent", counts.unsent)
                .field("retries", counts.retries)
                .endObject()
                .field("connects", counts.connects)
                .field("posting_s", counts.acceptedNanos / 1e9, 3)
                .field("posts_per_s", report.postsPerSecond(), 1);
    }

    private static void jobs(JsonWriter json, JobsReport report) {
        json.beginObject("jobs");
        for (Outcome outcome : Outcome.values()) {
            json.field(outcome.word(), report.counts().of(outcome));
        }
        json.endObject()
                .field("done_s", report.counts().endedNanos / 1e9, 3)
                .field("jobs_per_s", report.jobsPerSecond(), 1)
                .field("longest_ms", report.counts().longestNanos / 1e6, 3);
    }

    private static void times(JsonWriter json, JobsReport report) {
        LoadCounts counts = report.counts();
        json.field("times_from", report.config().isOpenLoop() ? "planned" : "sent");
        latency(json, "post_us", counts.posts);
        latency(json, "get_us", counts.gets);
        latency(json, "job_us", counts.jobs);
        report.lag().write(json, "schedule_lag_us", report.config().rate());
        json.field("generator_cpu_us_per_job", report.cpuMicrosPerJob(), 2);
    }

    private static void latency(JsonWriter json, String name, LogHistogram latency) {
        json.beginObject(name)
                .field("count", latency.count())
                .field("p50", latency.percentileMicros(0.5))
                .field("p90", latency.percentileMicros(0.9))
                .field("p99", latency.percentileMicros(0.99))
                .field("p99_9", latency.percentileMicros(0.999))
                .field("max", latency.maxMicros())
                .endObject();
    }

    private static void errors(JsonWriter json, String name, ErrorReasons errors) {
        json.beginObject(name);
        errors.counts().forEach(json::field);
        json.endObject();
    }

    private static void checks(JsonWriter json, JobsReport report) {
        LoadCounts counts = report.counts();
        if (report.config().verify()) {
            json.beginObject("verify")
                    .field("checked", counts.checked)
                    .field("wrong", counts.wrong)
                    .endObject();
        }
        if (report.config().killCheck()) {
            json.beginObject("kill_check")
                    .field("asked_again", counts.askedAgain)
                    .field("changed", counts.changed)
                    .field("missing", counts.missing)
                    .endObject();
        }
    }

    private static void callers(JsonWriter json, CallerShares shares) {
        json.beginObject("fairness")
                .field("callers", shares.callers())
                .field("jain_index", shares.jainIndex(), 6)
                .field("worker_s", shares.cpuNanos() / 1e9, 6)
                .beginArray("most");
        for (CallerShares.Share share : shares.most(CALLERS_MAX)) {
            json.beginObject()
                    .field("caller", share.caller)
                    .field("jobs", share.jobs)
                    .field("done", share.ended)
                    .field("worker_s", share.cpuNanos / 1e9, 6)
                    .field("mean_s", share.meanNanos() / 1e9, 6)
                    .field("longest_s", share.tookNanosMax / 1e9, 6)
                    .endObject();
        }
        json.endArray().endObject();
    }
}
