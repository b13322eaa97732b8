package junretsu.users.front;

import static junretsu.web.Endpoint.later;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.text.JsonWriter;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;

/**
 * The question of other services about who somebody is: 200 with the names, 401 for no session, 503 when nobody can
 * know. Any thread may call.
 */
final class ValidateRoutes {
    private final FrontCalls calls;

    ValidateRoutes(FrontCalls calls) {
        this.calls = calls;
    }

    Route[] routes() {
        return new Route[] {
            Route.post(
                            "/api/validate",
                            "The user of {\"token\"}, or of the cookie when there is no body",
                            later(this::find))
                    .quick()
        };
    }

    private CompletionStage<Response> find(Request request) {
        String token = request.body().length() == 0
                ? BrowserCookie.SESSION.of(request)
                : JsonTexts.of(request).get("token");
        if (token.isEmpty()) {
            return CompletableFuture.completedFuture(Refusals.noSession());
        }
        LineRequest line = new LineRequest(Verb.VALIDATE, new LineUser("", "", "", token));
        return calls.ask(request, line, ValidateRoutes::names);
    }

    private static Response names(LineAnswer answer) {
        return Response.json(new JsonWriter()
                .beginObject()
                .field("username", answer.user().username())
                .field("nickname", answer.user().nickname())
                .endObject()
                .toString());
    }
}
