package junretsu.users.front;

import static junretsu.web.Endpoint.later;

import java.util.concurrent.CompletionStage;
import junretsu.text.JsonWriter;
import junretsu.text.QrPath;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;

/** The second factor of the one who asks: begun, confirmed, ended, given new recovery codes. Any thread may call. */
final class FactorRoutes {
    private final FrontCalls calls;

    FactorRoutes(FrontCalls calls) {
        this.calls = calls;
    }

    Route[] routes() {
        return new Route[] {
            Route.post("/api/me/totp/begin", "A secret for an authenticator app; changes nothing", later(this::begin)),
            Route.post(
                            "/api/me/totp/confirm",
                            "Logins ask for a code from here on; answers with recovery codes, this once",
                            later(this::confirm))
                    .guard(JsonTexts::refusalOfType),
            Route.post("/api/me/totp/end", "Logins ask for no code any more", later(this::end))
                    .guard(JsonTexts::refusalOfType),
            Route.post(
                            "/api/me/totp/codes",
                            "New recovery codes in place of the old ones, this once",
                            later(this::renew))
                    .guard(JsonTexts::refusalOfType)
        };
    }

    private CompletionStage<Response> begin(Request request) {
        return calls.askOwn(request, Verb.TOTP_BEGIN, FactorRoutes::secret);
    }

    private static Response secret(LineAnswer answer) {
        String uri = answer.added().text(AddedField.URI);
        QrPath code = QrPath.of(uri);
        return unkept(new JsonWriter()
                .beginObject()
                .field("secret", answer.added().text(AddedField.SECRET))
                .field("uri", uri)
                .beginObject("qr")
                .field("side", code.side())
                .field("path", code.path())
                .endObject()
                .endObject());
    }

    private CompletionStage<Response> confirm(Request request) {
        JsonTexts texts = JsonTexts.of(request);
        LineFields added = proof(request, texts).with(AddedField.SECRET, texts.get("secret"));
        return calls.askOwn(request, Verb.TOTP_CONFIRM, password(texts), added, FactorRoutes::recoveryCodes);
    }

    private static Response recoveryCodes(LineAnswer answer) {
        JsonWriter json = new JsonWriter().beginObject().beginArray("recovery_codes");
        for (String code : answer.added().text(AddedField.RECOVERY_CODES).split(" ")) {
            json.element(code);
        }
        return unkept(json.endArray().endObject());
    }

    private CompletionStage<Response> end(Request request) {
        JsonTexts texts = JsonTexts.of(request);
        return calls.askOwn(request, Verb.TOTP_END, password(texts), proof(request, texts), ProfileRoutes::profile);
    }

    private CompletionStage<Response> renew(Request request) {
        JsonTexts texts = JsonTexts.of(request);
        LineFields added = proof(request, texts);
        return calls.askOwn(request, Verb.TOTP_CODES, password(texts), added, FactorRoutes::recoveryCodes);
    }

    private static LineUser password(JsonTexts texts) {
        return new LineUser("", texts.get("password"), "", "");
    }

    private static LineFields proof(Request request, JsonTexts texts) {
        return FrontCalls.knownDevice(request).with(AddedField.CODE, texts.get("code"));
    }

    /** A secret that nothing on the way may keep. */
    private static Response unkept(JsonWriter json) {
        return Response.json(json.toString()).header("Cache-Control", "no-store");
    }
}
