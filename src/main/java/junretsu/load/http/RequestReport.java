package junretsu.load.http;

import junretsu.load.ReportLines;
import junretsu.load.ScheduleLag;
import junretsu.text.JsonWriter;
import junretsu.text.LogHistogram;

/** The parts of a report that every load over HTTP has: latency, lag and errors. */
public final class RequestReport {
    private RequestReport() {}

    /**
     * The moment from which latency counts.
     *
     * @param isOpenLoop whether the load had a schedule
     */
    public static String latencyFrom(boolean isOpenLoop) {
        return isOpenLoop ? "planned time" : "sending";
    }

    /** Adds the lines about latency and, in open loop, about lag. */
    public static void addLatency(ReportLines lines, RequestCounts counts, ScheduleLag lag, boolean isOpenLoop) {
        LogHistogram latency = counts.latency;
        lines.add(
                "  latency      %,15d µs p50, %,d p90, %,d p99, %,d p99.9, %,d max, from the %s",
                latency.percentileMicros(0.5),
                latency.percentileMicros(0.9),
                latency.percentileMicros(0.99),
                latency.percentileMicros(0.999),
                latency.maxMicros(),
                latencyFrom(isOpenLoop) + (isOpenLoop ? " (open loop)" : " (closed loop)"));
        if (isOpenLoop) {
            lines.addLag("  lag          ", lag);
        }
    }

    /** Adds a line about what was sent again, and one for each reason of failure. */
    public static void addErrors(ReportLines lines, RequestCounts counts) {
        if (counts.retries > 0) {
            lines.add("  retries      %,15d requests sent again", counts.retries);
        }
        counts.errors.counts().forEach((reason, count) -> {
            String example = counts.errors.example(reason);
            lines.add("  error        %,15d %s%s", count, reason, example.isEmpty() ? "" : ", such as " + example);
        });
    }

    /** Writes the fields about latency and lag; the lag is null in closed loop. */
    public static void writeLatency(JsonWriter json, RequestCounts counts, ScheduleLag lag, boolean isOpenLoop) {
        LogHistogram latency = counts.latency;
        json.field("latency_from", isOpenLoop ? "planned" : "sent");
        json.beginObject("latency_us")
                .field("p50", latency.percentileMicros(0.5))
                .field("p90", latency.percentileMicros(0.9))
                .field("p99", latency.percentileMicros(0.99))
                .field("p99_9", latency.percentileMicros(0.999))
                .field("max", latency.maxMicros())
                .endObject();
        if (isOpenLoop) {
            lag.write(json, "schedule_lag_us");
        } else {
            json.fieldNull("schedule_lag_us");
        }
    }

    /** Writes the outcomes of the requests as an object of that name. */
    public static void writeRequests(JsonWriter json, String name, RequestCounts counts) {
        json.beginObject(name)
                .field("sent", counts.requests)
                .field("acknowledged", counts.requestsAcknowledged)
                .field("failed", counts.requestsFailed)
                .field("unknown", counts.requestsUnknown)
                .field("retries", counts.retries)
                .endObject();
    }

    /** Writes the number of failures by reason as an object of that name. */
    public static void writeErrors(JsonWriter json, String name, RequestCounts counts) {
        json.beginObject(name);
        counts.errors.counts().forEach(json::field);
        json.endObject();
    }
}
