package junretsu.votes.serve;

import java.time.Instant;
import junretsu.base.Clock;
import junretsu.config.Units;
import junretsu.tally.PointsFile;
import junretsu.tally.PointsFile.Point;
import junretsu.tally.PointsFile.Step;
import junretsu.text.JsonWriter;
import junretsu.web.BadRequest;
import junretsu.web.Request;
import junretsu.web.Response;

/** The views of the history: what was counted in each step of time. Its methods may be called by any thread. */
final class HistoryViews {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final PointsFile history;
    private final String event;
    private final Clock clock;

    HistoryViews(PointsFile history, String event, Clock clock) {
        this.history = history;
        this.event = event;
        this.clock = clock;
    }

    /** {@code ?step=1s|1m&span=TIME}; seconds in which the server did not run are not in it. */
    Response series(Request request) {
        Step step = step(request);
        long span = spanSeconds(request, step);
        JsonWriter json = new JsonWriter().beginObject();
        json.field("step_s", step.seconds()).field("span_s", span).field("now", now());
        json.beginArray("points");
        for (Point point : history.read(step, span, now())) {
            json.beginObject().field("t", point.beginSeconds());
            for (int i = 0; i < NodeFiles.SERIES.size(); i++) {
                json.field(NodeFiles.SERIES.get(i), point.values()[i]);
            }
            json.endObject();
        }
        return Response.json(json.endArray().endObject().toString());
    }

    /** The same as a table for a spreadsheet. */
    Response csv(Request request) {
        Step step = step(request);
        StringBuilder csv = new StringBuilder("time,seconds," + String.join(",", NodeFiles.SERIES) + "\r\n");
        for (Point point : history.read(step, spanSeconds(request, step), now())) {
            csv.append(Instant.ofEpochSecond(point.beginSeconds())).append(',').append(step.seconds());
            for (long value : point.values()) {
                csv.append(',').append(value);
            }
            csv.append("\r\n");
        }
        return Response.csv(event + ".csv", csv.toString());
    }

    private long now() {
        return clock.epochMillis() / 1_000;
    }

    private static Step step(Request request) {
        String text = request.query("step");
        if (text == null || text.equals("1s")) {
            return Step.SECOND;
        }
        if (text.equals("1m")) {
            return Step.MINUTE;
        }
        throw new BadRequest("step", "step is 1s, for the last hour, or 1m, for the last day");
    }

    private static long spanSeconds(Request request, Step step) {
        String text = request.query("span");
        if (text == null) {
            return step.spanSeconds();
        }
        try {
            return Math.max(step.seconds(), Math.min(step.spanSeconds(), Units.nanos(text) / NANOS_PER_SECOND));
        } catch (IllegalArgumentException e) {
            throw new BadRequest("span", "span is " + e.getMessage());
        }
    }
}
