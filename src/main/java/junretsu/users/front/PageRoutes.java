package junretsu.users.front;

import static junretsu.web.Endpoint.later;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import junretsu.text.JsonWriter;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import junretsu.web.Pages;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;

/** The page, its files, and the rules that it shows. Any thread may call. */
final class PageRoutes {
    private static final List<String> FILES = List.of(
            "again.js",
            "language.js",
            "page.css",
            "page.js",
            "users.css",
            "users.js",
            "users-calls.js",
            "users-forms.js",
            "users-words.js",
            "users-entry.js",
            "users-nickname.js",
            "users-password.js",
            "users-picture.js",
            "users-factor.js",
            "users-sessions.js");

    private final FrontCalls calls;

    PageRoutes(FrontCalls calls) {
        this.calls = calls;
    }

    Route[] routes() {
        Stream<Route> about = Stream.of(
                Route.get("/api/about", "The rules for new passwords, and who may log in", later(this::about)),
                Pages.unframed("/", "users.html"));
        return Stream.concat(about, FILES.stream().map(file -> Pages.page("/" + file, file)))
                .toArray(Route[]::new);
    }

    private CompletionStage<Response> about(Request request) {
        return calls.ask(request, new LineRequest(Verb.ABOUT, LineUser.NOBODY), PageRoutes::rules);
    }

    private static Response rules(LineAnswer answer) {
        return Response.json(new JsonWriter()
                .beginObject()
                .field("password_min", Long.parseLong(answer.added().text(AddedField.PASSWORD_MIN)))
                .field("seed_users", Boolean.parseBoolean(answer.added().text(AddedField.SEED_USERS)))
                .endObject()
                .toString());
    }
}
