package junretsu.items.blast;

import junretsu.text.JsonWriter;
import junretsu.text.LogHistogram;

/**
 * The report for machines, one JSON object. Names and types are a contract; what was not asked for is null or not
 * there.
 */
final class ItemsReportJson {
    private ItemsReportJson() {}

    static String of(ItemsReport report) {
        ItemsBlastConfig config = report.config();
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("target", ItemsReportText.targets(config))
                .field("connections", config.connections())
                .field("batch", config.batch())
                .field("tenants", config.tenants())
                .field("seed", config.seed())
                .field("interrupted", report.interrupted());
        if (config.isOpenLoop()) {
            json.field("asked_rate", config.rate().perSecond());
        } else {
            json.fieldNull("asked_rate");
        }
        json.field("duration_s", report.durationNanos() / 1e9, 3)
                .field("items_per_s", report.itemsPerSecond(), 1)
                .field("requests_per_s", report.requestsPerSecond(), 1);
        outcomes(json, report);
        latency(json, report);
        json.field("generator_cpu_us_per_request", report.cpuMicrosPerRequest(), 2);
        errors(json, report.counts());
        verify(json, report);
        killCheck(json, report);
        json.field(
                "failure",
                report.failures().isEmpty() ? null : report.failures().get(0));
        return json.endObject().toString();
    }

    private static void outcomes(JsonWriter json, ItemsReport report) {
        SentCounts counts = report.counts();
        json.beginObject("requests")
                .field("sent", counts.requests)
                .field("acknowledged", counts.requestsAcknowledged)
                .field("failed", counts.requestsFailed)
                .field("unknown", counts.requestsUnknown)
                .field("retries", counts.retries)
                .endObject();
        json.beginObject("items")
                .field("sent", counts.items)
                .field("acknowledged", counts.itemsAcknowledged)
                .field("failed", counts.itemsFailed)
                .field("unknown", counts.itemsUnknown)
                .field("new", counts.itemsNew)
                .field("duplicates", counts.itemsRepeated())
                .field("new_unsaid", counts.itemsNewUnsaid)
                .field("new_again", counts.itemsNewAgain)
                .field("distinct_sent", report.distinctSent())
                .field("distinct_acknowledged", report.distinctAcknowledged())
                .endObject();
        json.field("connects", counts.connects);
    }

    private static void latency(JsonWriter json, ItemsReport report) {
        LogHistogram latency = report.counts().latency;
        json.field("latency_from", report.config().isOpenLoop() ? "planned" : "sent");
        json.beginObject("latency_us")
                .field("p50", latency.percentileMicros(0.5))
                .field("p90", latency.percentileMicros(0.9))
                .field("p99", latency.percentileMicros(0.99))
                .field("p99_9", latency.percentileMicros(0.999))
                .field("max", latency.maxMicros())
                .endObject();
        if (report.config().isOpenLoop()) {
            report.lag().write(json, "schedule_lag_us");
        } else {
            json.fieldNull("schedule_lag_us");
        }
    }

    private static void errors(JsonWriter json, SentCounts counts) {
        json.beginObject("errors");
        counts.errors.counts().forEach(json::field);
        json.endObject();
    }

    private static void verify(JsonWriter json, ItemsReport report) {
        if (report.deviations() == null) {
            return;
        }
        json.beginObject("verify").field("equal", report.deviations().isEmpty()).beginArray("deviations");
        report.deviations()
                .forEach(deviation -> json.beginObject()
                        .field("tenant", deviation.tenant())
                        .field("grown", deviation.grown())
                        .field("at_least", deviation.atLeast())
                        .field("at_most", deviation.atMost())
                        .endObject());
        json.endArray().endObject();
    }

    private static void killCheck(JsonWriter json, ItemsReport report) {
        Membership membership = report.membership();
        if (membership != null) {
            json.beginObject("kill_check")
                    .field("looked_up", membership.asked())
                    .field("missing", membership.missing().size())
                    .field("unsent_looked_up", membership.askedUnsent())
                    .field("phantoms", membership.phantoms().size())
                    .endObject();
        }
    }
}
