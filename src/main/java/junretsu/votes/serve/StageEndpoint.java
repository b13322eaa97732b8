package junretsu.votes.serve;

import junretsu.text.JsonWriter;
import junretsu.votes.stage.Stage;
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
        return new Route[] {Route.view("/api/stage", "The stage: what screens and phones show", request -> show())};
    }

    private Response show() {
        return Response.json(json(state.stage())).header("Cache-Control", "no-cache");
    }

    private static String json(Stage stage) {
        JsonWriter json = stage.write(new JsonWriter().beginObject());
        return json.fieldNull("crowd").endObject().toString();
    }
}
