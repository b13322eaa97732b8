package junretsu.service;

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
import junretsu.web.Route;

/** The views of the history: what was counted in each step of time. Its methods may be called by any thread. */
public final class HistoryViews {
    private static final String STEP = "1s, for the last hour, or 1m, for the last day";
    private static final String SPAN = "a time such as 10m; all there is without it";
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final PointsFile history;
    private final String event;
    private final Clock clock;

    /** @param event whose history it is; names the table */
    public HistoryViews(PointsFile history, String event, Clock clock) {
        this.history = history;
        this.event = event;
        this.clock = clock;
    }

    /** The paths of these views. */
    public Route[] routes() {
        String series = String.join(", ", history.names());
        return new Route[] {
            Route.view("/api/series", "The counts of each step of time: " + series, this::series)
                    .query("step", STEP)
                    .query("span", SPAN)
                    .large(),
            Route.view("/export.csv", "The same as /api/series for a spreadsheet", this::csv)
                    .query("step", STEP)
                    .query("span", SPAN)
                    .returns("text/csv")
                    .large()
        };
    }

    /** {@code ?step=1s|1m&span=TIME}; seconds in which the server did not run are not in it. */
    private Response series(Request request) {
        Step step = step(request);
        long span = spanSeconds(request, step);
        JsonWriter json = new JsonWriter().beginObject();
        json.field("step_s", step.seconds()).field("span_s", span).field("now", now());
        json.beginArray("points");
        for (Point point : history.read(step, span, now())) {
            json.beginObject().field("t", point.beginSeconds());
            for (int i = 0; i < history.names().size(); i++) {
                json.field(history.names().get(i), point.values()[i]);
            }
            json.endObject();
        }
        return Response.json(json.endArray().endObject().toString());
    }

    /** The same as a table for a spreadsheet. */
    private Response csv(Request request) {
        Step step = step(request);
        StringBuilder csv = new StringBuilder("time,seconds," + String.join(",", history.names()) + "\r\n");
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
