package junretsu.items.blast;

import junretsu.load.http.RequestReport;
import junretsu.text.JsonWriter;

/**
 * The report for machines, one JSON object. Names and types are a contract; what was not asked for is null or not
 * there.
 */
final class ItemsReportJson {
    private ItemsReportJson() {}

    static void write(JsonWriter json, ItemsReport report) {
        ItemsBlastConfig config = report.config();
        json.field("target", ItemsReportText.targets(config))
                .field("connections", config.connections())
                .field("batch", config.batch())
                .field("tenants", config.tenants())
                .field("seed", config.seed())
                .field("interrupted", report.interrupted());
        config.rate().write(json, "asked_rate");
        json.field("duration_s", report.durationNanos() / 1e9, 3)
                .field("items_per_s", report.itemsPerSecond(), 1)
                .field("requests_per_s", report.requestsPerSecond(), 1);
        outcomes(json, report);
        RequestReport.writeLatency(json, report.counts(), report.lag(), config.isOpenLoop());
        json.field("generator_cpu_us_per_request", report.cpuMicrosPerRequest(), 2);
        RequestReport.writeErrors(json, "errors", report.counts());
        verify(json, report);
        killCheck(json, report);
        json.field(
                "failure",
                report.failures().isEmpty() ? null : report.failures().get(0));
    }

    private static void outcomes(JsonWriter json, ItemsReport report) {
        SentCounts counts = report.counts();
        RequestReport.writeRequests(json, "requests", counts);
        json.beginObject("items")
                .field("sent", counts.items)
                .field("acknowledged", counts.itemsAcknowledged)
                .field("failed", counts.itemsFailed)
                .field("unknown", counts.itemsUnknown)
                .field("unsent", counts.unsent)
                .field("new", counts.itemsNew)
                .field("duplicates", counts.itemsRepeated())
                .field("new_unsaid", counts.itemsNewUnsaid)
                .field("new_again", counts.itemsNewAgain)
                .field("distinct_sent", report.distinctSent())
                .field("distinct_acknowledged", report.distinctAcknowledged())
                .endObject();
        json.field("connects", counts.connects);
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
