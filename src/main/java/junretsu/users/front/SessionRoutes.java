package junretsu.users.front;

import static junretsu.web.Endpoint.later;

import java.util.concurrent.CompletionStage;
import junretsu.text.JsonWriter;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineSession;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;

/** The sessions of the one who asks. Any thread may call. */
final class SessionRoutes {
    private final FrontCalls calls;

    SessionRoutes(FrontCalls calls) {
        this.calls = calls;
    }

    Route[] routes() {
        return new Route[] {
            Route.get("/api/me/sessions", "All sessions of this account", later(this::list)),
            Route.of("DELETE", "/api/me/sessions/{id}", "Ends a session of this account", later(this::end)),
            Route.of(
                    "DELETE",
                    "/api/me/sessions",
                    "Ends all sessions of this account, this one too",
                    later(this::endAll))
        };
    }

    private CompletionStage<Response> list(Request request) {
        return calls.askOwn(request, Verb.SESSIONS, SessionRoutes::sessions);
    }

    private static Response sessions(LineAnswer answer) {
        JsonWriter json = new JsonWriter().beginObject().beginArray("sessions");
        for (LineSession session : answer.sessions()) {
            json.beginObject()
                    .field("id", session.number())
                    .field("device", session.device())
                    .field("address", session.address())
                    .field("created_ms", session.createdMs())
                    .field("seen_ms", session.seenMs())
                    .field("own", session.isOwn())
                    .endObject();
        }
        return Response.json(json.endArray().endObject().toString());
    }

    private CompletionStage<Response> end(Request request) {
        LineFields which = LineFields.NONE.with(AddedField.SESSION, request.parameter("id"));
        return calls.askOwn(request, Verb.LOGOUT, LineUser.NOBODY, which, answer -> Response.empty(204));
    }

    private CompletionStage<Response> endAll(Request request) {
        return calls.askOwn(
                request, Verb.LOGOUT_ALL, answer -> BrowserCookie.SESSION.clear(Response.empty(204), request));
    }
}
