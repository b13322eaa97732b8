package junretsu.cli;

import junretsu.base.HostPort;
import junretsu.base.JsonWriter;
import junretsu.load.Slip;
import junretsu.votes.blast.BlastReport;
import junretsu.votes.blast.StepResult;
import junretsu.votes.blast.Verdict;

/**
 * The report for machines, one JSON object. Names and types are a contract; what was not asked for is null or not there. A
 * ramp has its steps in {@code steps}, each with the fields that stand at the top otherwise.
 */
final class BlastJson {
    private BlastJson() {}

    static String of(BlastReport report) {
        JsonWriter out = new JsonWriter().beginObject();
        out.field("target", HostPort.format(report.target()));
        out.field("engine", report.engine());
        out.field("threads", report.config().threads());
        out.field("sockets", report.config().sockets());
        out.field("payload", report.config().payload());
        out.field("interrupted", report.interrupted());
        if (report.config().plan().size() == 1) {
            report.steps().forEach(step -> write(out, step));
        } else {
            StepResult begins = report.lossBeginsAt();
            field(out, "loss_begins_at", begins == null ? null : begins.step().votesPerSecond());
            out.beginArray("steps");
            for (StepResult step : report.steps()) {
                out.beginObject();
                write(out, step);
                out.endObject();
            }
            out.endArray();
        }
        return out.endObject().toString();
    }

    private static void write(JsonWriter out, StepResult step) {
        field(out, "asked_rate", step.step().isPaced() ? step.step().votesPerSecond() : null);
        out.field("asked", step.asked());
        out.field("offered", step.offered());
        out.field("sent", step.sent());
        out.field("sent_datagrams", step.sentDatagrams());
        out.field("duration_s", step.durationNanos() / 1e9, 6);
        out.field("rate", step.rate(), 1);
        out.field("errors", step.errors());
        slip(out, step);
        buttons(out, step.buttons());
        if (step.verdict() != null) {
            verify(out, step.verdict());
        }
    }

    private static void slip(JsonWriter out, StepResult step) {
        if (!step.step().isPaced()) {
            out.fieldNull("slip_us");
            return;
        }
        Slip slip = step.slip();
        out.beginObject("slip_us");
        out.field("p50", slip.percentileMicros(0.5));
        out.field("p99", slip.percentileMicros(0.99));
        out.field("max", slip.maxMicros());
        out.endObject();
    }

    private static void verify(JsonWriter out, Verdict verdict) {
        out.beginObject("verify");
        out.field("counted", verdict.counted());
        out.field("rejected", verdict.rejected());
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

    private static void field(JsonWriter out, String name, Long value) {
        if (value == null) {
            out.fieldNull(name);
        } else {
            out.field(name, value.longValue());
        }
    }
}
