package junretsu.votes.serve;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.service.milestones.MilestonesConfig;
import junretsu.text.JsonWriter;
import junretsu.votes.crowd.CrowdConfig;
import junretsu.votes.stage.Desk;
import junretsu.votes.stage.Outcome;
import junretsu.votes.stage.Stage;
import junretsu.votes.stage.StageChange;
import junretsu.web.BadRequest;
import junretsu.web.Endpoint;
import junretsu.web.Guard;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;

/** Shows the stage, and changes it for a client that may. Its methods may be called by any thread. */
final class StageEndpoint {
    /** 256 labels of the greatest length. */
    private static final int BODY_BYTES = 256 << 10;

    private static final Pattern ENTITY_TAG = Pattern.compile("\\s*(?:W/)?\"?([1-9]\\d{0,17})\"?\\s*");
    private static final String STILL_OPEN = "a winner is revealed only while voting is closed; send"
            + " \"voting\":\"closed\" with \"result\":\"revealed\", or \"result\":\"live\" with \"voting\":\"open\"";
    private static final String NOBODY = "nothing can be changed here";

    private final VotesState state;
    private final Desk desk;
    private final Supplier<String> problem;

    /** @param problem a sentence while the server does not do its work; null while it does */
    StageEndpoint(VotesState state, Supplier<String> problem) {
        this.state = state;
        this.problem = problem;
        desk = state.files().desk();
    }

    /** The paths of the stage and of the desk. */
    Route[] routes() {
        Guard guard = state.access().guard(NOBODY);
        return new Route[] {
            Route.view("/api/stage", "The stage: what screens and phones show", this::show),
            Route.post("/api/stage", "Changes the stage: {\"voting\":\"closed\"}", Endpoint.of(this::change))
                    .guardedBy(guard)
                    .bodyMax(BODY_BYTES),
            Route.view("/api/stage/journal", "The changes of the stage, the newest first", request -> journal())
                    .guardedBy(guard),
            Route.post("/api/desk/session", "Signs in to the desk: {\"token\":\"...\"}", state.access()::signIn)
                    .guard(state.access()::signInRefusal),
            Route.view("/api/desk", "What the desk asks about the server", request -> desk())
                    .guardedBy(guard),
            Route.of("DELETE", "/api/desk/session", "Signs out of the desk", Endpoint.of(state.access()::signOut))
        };
    }

    private Response show(Request request) {
        Stage stage = state.stage();
        String json = write(new JsonWriter().beginObject(), stage, request)
                .endObject()
                .toString();
        return Response.json(json).header("ETag", tag(stage));
    }

    private Response change(Request request) {
        Stage before = state.stage();
        StageChange change = StageChange.parse(
                        request.body().text(), state.config().buttons())
                .expecting(expected(request))
                .withoutRound(before.round());
        Outcome outcome = desk.change(change, request.remoteAddress().getHostAddress());
        return switch (outcome) {
            case DONE -> show(request);
            case STALE -> stale(request);
            case ROUND_KNOWN -> RoundsEndpoint.known("round");
            case STILL_OPEN -> Response.problem(409, "result", STILL_OPEN);
            case NOT_WRITTEN ->
                Response.problem(500, "the change could not be recorded, so nothing has changed; the log says why");
        };
    }

    /** The version in the header If-Match; null for any (RFC 9110, section 13.1.1). */
    private static Long expected(Request request) {
        String header = request.header("If-Match");
        if (header == null || header.equals("*")) {
            return null;
        }
        Matcher tag = ENTITY_TAG.matcher(header);
        if (!tag.matches()) {
            throw new BadRequest("If-Match: send the version of the stage that you changed, as in \"7\"");
        }
        return Long.parseLong(tag.group(1));
    }

    private Response stale(Request request) {
        JsonWriter json = new JsonWriter().beginObject();
        json.field("type", "about:blank").field("title", "Conflict").field("status", 409L);
        json.field("detail", "somebody else has changed the stage meanwhile; change the one that is here");
        write(json.beginObject("stage"), state.stage(), request).endObject();
        return Response.of(
                409, "application/problem+json", json.endObject().toString().getBytes(StandardCharsets.UTF_8));
    }

    private Response desk() {
        JsonWriter json = new JsonWriter().beginObject();
        json.field("problem", problem.get());
        json.field("viewers", state.announcements().stream().clients());
        json.field("viewers_max", state.announcements().stream().clientsMax());
        json.field("buttons", state.config().buttons());
        json.beginArray("effects");
        MilestonesConfig.EFFECTS.forEach(json::element);
        json.endArray();
        writeCrowd(json);
        return Response.json(json.endObject().toString());
    }

    private Response journal() {
        return Response.json("{\"changes\":[" + String.join(",", desk.journal()) + "]}");
    }

    private static String tag(Stage stage) {
        return "\"" + stage.version() + "\"";
    }

    private JsonWriter write(JsonWriter json, Stage stage, Request request) {
        CrowdConfig crowd = state.crowd().config();
        if (!crowd.isOn()) {
            return stage.write(json).fieldNull("crowd");
        }
        return stage.write(json)
                .beginObject("crowd")
                .field("url", state.announcements().phones().page(request))
                .field("rate", crowd.votesPerSecond())
                .endObject();
    }

    private void writeCrowd(JsonWriter json) {
        CrowdConfig crowd = state.crowd().config();
        if (!crowd.isOn()) {
            json.fieldNull("crowd");
            return;
        }
        json.beginObject("crowd");
        json.field("connections", state.crowd().connections());
        json.field("max", crowd.connections());
        json.field("limited", state.look().ofRound().crowdLimited());
        json.field("out_of_reach", state.arePhonesOutOfReach());
        json.endObject();
    }
}
