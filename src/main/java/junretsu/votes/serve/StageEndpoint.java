package junretsu.votes.serve;

import junretsu.text.JsonWriter;
import junretsu.votes.stage.Stage;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;

/** Shows the stage. Its methods may be called by any thread. */
final class StageEndpoint {
    private final VotesState state;

    StageEndpoint(VotesState state) {
        this.state = state;
    }

    /** The paths of the stage. */
    Route[] routes() {
        return new Route[] {Route.view("/api/stage", "The stage: what screens and phones show", this::show)};
    }

    private Response show(Request request) {
        return Response.json(json(state.stage(), request)).header("Cache-Control", "no-cache");
    }

    private String json(Stage stage, Request request) {
        JsonWriter json = stage.write(new JsonWriter().beginObject());
        if (!state.crowd().config().isOn()) {
            return json.fieldNull("crowd").endObject().toString();
        }
        PhoneAddress phones = state.config().announcements().phones();
        json.beginObject("crowd");
        json.field("url", phones.page(request.header("Host"), request.isSecure()));
        json.field("rate", state.crowd().config().votesPerSecond());
        return json.endObject().endObject().toString();
    }
}
