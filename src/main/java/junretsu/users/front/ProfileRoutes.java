package junretsu.users.front;

import static junretsu.web.Endpoint.later;

import java.util.concurrent.CompletionStage;
import junretsu.text.JsonWriter;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;

/** The account of the one who asks: seen, renamed, given another password. Any thread may call. */
final class ProfileRoutes {
    private final FrontCalls calls;

    ProfileRoutes(FrontCalls calls) {
        this.calls = calls;
    }

    Route[] routes() {
        return new Route[] {
            Route.get("/api/me", "The account of this session; 401 without one", later(this::show))
                    .quick(),
            Route.of("PUT", "/api/me/nickname", "Changes the nickname", later(this::rename))
                    .guard(JsonTexts::refusalOfType),
            Route.of("PUT", "/api/me/password", "Changes the password and ends all other sessions", later(this::change))
                    .guard(JsonTexts::refusalOfType)
        };
    }

    private CompletionStage<Response> show(Request request) {
        return calls.askOwn(request, Verb.VALIDATE, ProfileRoutes::profile);
    }

    private CompletionStage<Response> rename(Request request) {
        String nickname = JsonTexts.of(request).get("nickname");
        EntryRoutes.requireNickname(nickname);
        LineUser user = new LineUser("", "", nickname, "");
        return calls.askOwn(request, Verb.UPDATE_NICKNAME, user, LineFields.NONE, ProfileRoutes::profile);
    }

    private CompletionStage<Response> change(Request request) {
        JsonTexts texts = JsonTexts.of(request);
        LineUser user = new LineUser("", texts.get("password"), "", "");
        LineFields added = FrontCalls.knownDevice(request).with(AddedField.NEW_PASSWORD, texts.get("new_password"));
        return calls.askOwn(request, Verb.UPDATE_PASSWORD, user, added, ProfileRoutes::profile);
    }

    /**
     * An account as its owner sees it; {@code picture} is a SHA-256 in hexadecimal digits, or null, and so is the
     * number of recovery codes where there is no second factor.
     */
    static Response profile(LineAnswer answer) {
        JsonWriter json = new JsonWriter().beginObject();
        json.field("username", answer.user().username())
                .field("nickname", answer.user().nickname());
        String picture = answer.added().text(AddedField.IMAGE);
        if (picture.isEmpty()) {
            json.fieldNull("picture");
        } else {
            json.field("picture", picture);
        }
        String codes = answer.added().text(AddedField.RECOVERY_CODES_LEFT);
        json.fieldOrNull("recovery_codes_left", codes.isEmpty() ? null : Long.valueOf(codes));
        return Response.json(json.endObject().toString());
    }
}
