package junretsu.users.blast;

import junretsu.load.http.ErrorReasons;
import junretsu.text.JsonWriter;
import junretsu.text.LogHistogram;

/** The report for machines, one JSON object. Names and types are a contract; what was not asked for is not there. */
final class UsersReportJson {
    private UsersReportJson() {}

    static void write(JsonWriter json, UsersReport report) {
        UsersBlastConfig config = report.config();
        json.field("target", config.target().toString())
                .field("clients", config.clients())
                .field("users", config.users())
                .field("first", config.first())
                .field("pick", config.pick().toString())
                .field("mix", config.mix().toString())
                .field("seed", config.seed())
                .field("interrupted", report.interrupted());
        config.rate().write(json, "asked_rate");
        json.field("wrong", report.wrong())
                .field("failed", report.sum(Outcome.FAILED))
                .field("refused", report.sum(Outcome.REFUSED))
                .beginArray("stages");
        report.stages().forEach(stage -> stage(json, stage));
        json.endArray()
                .field(
                        "failure",
                        report.failures().isEmpty() ? null : report.failures().get(0));
    }

    private static void stage(JsonWriter json, StageResult stage) {
        LoadCounts counts = stage.counts();
        json.beginObject()
                .field("login", stage.way().word())
                .field("sent", counts.sent())
                .field("unsent", counts.unsent)
                .field("took_s", stage.endedNanos() / 1e9, 3)
                .field("per_s", stage.perSecond(), 1)
                .field("times_from", stage.stage().isPaced() ? "planned" : "sent");
        if (stage.stage().isPaced()) {
            stage.lag().write(json, "schedule_lag_us");
        }
        json.field("generator_cpu_us", stage.cpuMicros(), 2)
                .field("generator_hashes", counts.hashesComputed)
                .beginObject("operations");
        for (Operation operation : Operation.values()) {
            if (counts.of(operation).sent > 0) {
                operation(json, stage, operation);
            }
        }
        json.endObject();
        reasons(json, "refusals", counts.refusals);
        reasons(json, "failures", counts.failures);
        reasons(json, "wrongs", counts.wrongs);
        reasons(json, "lost_connections", counts.reconnects);
        if (stage.verified() != null) {
            json.beginObject("verify")
                    .field("agrees", stage.verified().deviations().isEmpty())
                    .field("server_hashes", stage.verified().hashes())
                    .endObject();
        }
        json.endObject();
    }

    private static void operation(JsonWriter json, StageResult stage, Operation operation) {
        LoadCounts.OperationCounts counts = stage.counts().of(operation);
        LogHistogram times = counts.times;
        json.beginObject(operation.word()).field("sent", counts.sent);
        for (Outcome outcome : Outcome.values()) {
            json.field(outcome.word(), counts.of(outcome));
        }
        json.field("per_s", stage.perSecond(operation), 1)
                .field("p50_us", times.percentileMicros(0.5))
                .field("p90_us", times.percentileMicros(0.9))
                .field("p99_us", times.percentileMicros(0.99))
                .field("p99_9_us", times.percentileMicros(0.999))
                .field("max_us", times.maxMicros())
                .endObject();
    }

    private static void reasons(JsonWriter json, String name, ErrorReasons reasons) {
        json.beginObject(name);
        reasons.counts().forEach(json::field);
        json.endObject();
    }
}
