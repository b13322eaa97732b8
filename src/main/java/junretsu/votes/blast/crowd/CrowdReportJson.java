package junretsu.votes.blast.crowd;

import junretsu.load.Rate;
import junretsu.load.http.ErrorReasons;
import junretsu.text.JsonWriter;
import junretsu.text.LogHistogram;

/**
 * The report for machines, one JSON object. Names and types are a contract; what was not asked for or not measured is
 * null or not there.
 */
final class CrowdReportJson {
    private CrowdReportJson() {}

    static void write(JsonWriter json, CrowdReport report) {
        CrowdBlastConfig config = report.config();
        json.field("target", config.target().toString())
                .field("clients", config.clients())
                .field("sources", config.sources())
                .field("burst", config.burst())
                .field("seed", config.seed())
                .field("interrupted", report.interrupted())
                .field("connected", report.ramp().open())
                .field("connect_s", report.ramp().nanos() / 1e9, 3);
        config.rate().write(json, "asked_rate");
        json.field("duration_s", report.durationNanos() / 1e9, 6);
        votes(json, report);
        times(json, "ack_us", report.book().latency);
        screen(json, report);
        report.lag().write(json, "schedule_lag_us");
        json.field("generator_cpu_us_per_message", report.cpuMicrosPerMessage(), 2);
        reasons(json, "losses", report.book().losses);
        reasons(json, "wrong", report.book().wrongs);
        verify(json, report);
        json.field(
                "failure",
                report.failures().isEmpty() ? null : report.failures().get(0));
    }

    private static void votes(JsonWriter json, CrowdReport report) {
        CrowdBook book = report.book();
        json.field("asked", report.config().messages() * report.config().burst())
                .field("tapped", book.tapped)
                .field("messages", book.messages)
                .field("sent", book.sent)
                .field("acknowledged", book.counted)
                .field("limited", book.limited)
                .field("rejected", book.rejected)
                .field("unknown", book.unknown)
                .field("unsent", book.unsent())
                .field("rate", Rate.perSecond(book.counted, report.durationNanos()), 1)
                .field("connects", book.connects)
                .field("reconnects", book.reconnects)
                .field("refused", book.refusals);
        buttons(json, book.sentOf);
    }

    private static void screen(JsonWriter json, CrowdReport report) {
        if (report.screen() == null) {
            json.fieldNull("screen_us");
        } else {
            times(json, "screen_us", report.screen());
        }
        json.field("screen_exact", report.screen() != null && !report.isScreenDisturbed());
        json.field("screen_failure", report.screenFailure());
    }

    private static void times(JsonWriter json, String name, LogHistogram times) {
        json.beginObject(name)
                .field("p50", times.percentileMicros(0.5))
                .field("p90", times.percentileMicros(0.9))
                .field("p99", times.percentileMicros(0.99))
                .field("max", times.maxMicros())
                .field("count", times.count())
                .endObject();
    }

    private static void reasons(JsonWriter json, String name, ErrorReasons reasons) {
        json.beginObject(name);
        reasons.counts().forEach(json::field);
        json.endObject();
    }

    private static void verify(JsonWriter json, CrowdReport report) {
        CrowdVerdict verdict = report.verdict();
        if (verdict != null) {
            json.beginObject("verify")
                    .field("counted", verdict.sum())
                    .field("rejected", verdict.rejected())
                    .field("late", verdict.late())
                    .field("missing", verdict.missing())
                    .field("extra", verdict.extra())
                    .field("other_buttons", verdict.others())
                    .field("equal", verdict.isEqual());
            buttons(json, verdict.buttons());
            json.endObject();
        }
    }

    private static void buttons(JsonWriter json, long[] buttons) {
        json.beginObject("buttons");
        for (int button = 0; button < buttons.length; button++) {
            if (buttons[button] != 0) {
                json.field(Integer.toString(button), buttons[button]);
            }
        }
        json.endObject();
    }
}
