package junretsu.votes.blast;

import junretsu.config.HostPort;
import junretsu.text.JsonWriter;

/**
 * The report for machines, one JSON object. Names and types are a contract; what was not asked for is null or not
 * there. A ramp has its stages in {@code stages}, each with the fields that stand at the top otherwise.
 */
final class VotesReportJson {
    private VotesReportJson() {}

    static void write(JsonWriter out, VotesReport report) {
        out.field("target", HostPort.format(report.address()));
        out.field("engine", report.engine());
        out.field("threads", report.config().threads());
        out.field("sockets", report.config().sockets());
        out.field("payload", report.config().payload());
        out.field("seed", report.config().common().seed());
        out.field("interrupted", report.interrupted());
        if (report.config().plan().size() == 1) {
            report.stages().forEach(stage -> write(out, stage));
        } else {
            StageResult begins = report.lossBeginsAt();
            out.fieldOrNull(
                    "loss_begins_at",
                    begins == null ? null : begins.stage().rate().perSecond());
            out.beginArray("stages");
            for (StageResult stage : report.stages()) {
                out.beginObject();
                write(out, stage);
                out.endObject();
            }
            out.endArray();
        }
    }

    private static void write(JsonWriter out, StageResult stage) {
        stage.stage().rate().write(out, "asked_rate");
        out.field("asked", stage.asked());
        out.field("offered", stage.offered());
        out.field("sent", stage.sent());
        out.field("sent_datagrams", stage.sentDatagrams());
        out.field("duration_s", stage.durationNanos() / 1e9, 6);
        out.field("rate", stage.rate(), 1);
        out.field("errors", stage.errors());
        stage.lag().write(out, "schedule_lag_us", stage.stage().rate());
        buttons(out, stage.buttons());
        if (stage.verdict() != null) {
            verify(out, stage.verdict());
        }
    }

    private static void verify(JsonWriter out, Verdict verdict) {
        out.beginObject("verify");
        out.field("counted", verdict.counted());
        out.field("rejected", verdict.rejected());
        out.field("limited", verdict.limited());
        out.field("late", verdict.late());
        out.field("dropped", verdict.dropped());
        out.field("dropped_packets", verdict.droppedPackets());
        out.field("lost", verdict.lost());
        out.field("extra", verdict.extra());
        out.field("loss", verdict.loss(), 9);
        buttons(out, verdict.buttons());
        out.field("equal", verdict.equal());
        out.endObject();
    }

    private static void buttons(JsonWriter out, long[] buttons) {
        out.beginObject("buttons");
        for (int button = 0; button < buttons.length; button++) {
            if (buttons[button] != 0) {
                out.field(Integer.toString(button), buttons[button]);
            }
        }
        out.endObject();
    }
}
