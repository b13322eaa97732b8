package junretsu.numbers.blast;

import junretsu.config.HostPort;
import junretsu.load.Rate;
import junretsu.text.JsonWriter;

/**
 * The report for machines, one JSON object. Names and types are a contract; what was not asked for is null or not
 * there.
 */
final class NumbersReportJson {
    private NumbersReportJson() {}

    static void write(JsonWriter json, NumbersReport report) {
        NumbersBlastConfig config = report.config();
        Rate rate = config.common().rate();
        json.field("target", config.isStdout() ? null : HostPort.format(report.address()))
                .field("connections", config.connections())
                .field("seed", config.common().seed())
                .field("interrupted", report.interrupted());
        rate.write(json, "asked_rate");
        json.field("sent", report.sent())
                .field("unique", report.unique())
                .field("duplicates", report.duplicates())
                .field("bad", report.bad())
                .field("duration_s", report.durationNanos() / 1e9, 3)
                .field("rate", report.perSecond(), 1)
                .field("waited_s", report.waitedNanos() / 1e9, 3);
        report.lag().write(json, "schedule_lag_us", rate);
        json.field(
                "failure",
                report.failures().isEmpty() ? null : report.failures().get(0));
        verify(json, report);
    }

    private static void verify(JsonWriter json, NumbersReport report) {
        if (report.counted() != null) {
            json.beginObject("verify");
            NumbersReport.COUNTS.forEach(
                    name -> json.field(name, report.counted().count(name)));
            json.field("lost", report.lost())
                    .field("loss", report.loss(), 9)
                    .field("equal", report.isEqual())
                    .endObject();
        }
        if (report.config().log() != null && !report.interrupted()) {
            json.beginObject("log")
                    .field("equal", report.logProblem() == null)
                    .field("problem", report.logProblem())
                    .endObject();
        }
    }
}
