package junretsu.users.front;

import static junretsu.web.Endpoint.later;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.users.account.Nickname;
import junretsu.users.account.Username;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import junretsu.web.BadRequest;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;

/** The ways into a session and out of it. Any thread may call. */
final class EntryRoutes {
    private final FrontCalls calls;

    EntryRoutes(FrontCalls calls) {
        this.calls = calls;
    }

    Route[] routes() {
        return new Route[] {
            Route.post("/api/register", "Makes an account and begins its first session", later(this::register))
                    .guard(JsonTexts::refusalOfType),
            Route.post("/api/login", "Begins a session; 403 about 'code' asks for a second factor", later(this::login))
                    .guard(JsonTexts::refusalOfType),
            Route.post("/api/logout", "Ends this session", later(this::logout))
        };
    }

    private CompletionStage<Response> register(Request request) {
        JsonTexts texts = JsonTexts.of(request);
        LineUser user = new LineUser(texts.get("username"), texts.get("password"), texts.optional("nickname"), "");
        if (Username.fold(user.username()) == null) {
            throw new BadRequest("username", Username.RULE);
        }
        if (!user.nickname().isEmpty()) {
            requireNickname(user.nickname());
        }
        return begin(request, new LineRequest(Verb.REGISTER, user, FrontCalls.knownDevice(request)));
    }

    /** @throws BadRequest when the text is no nickname */
    static void requireNickname(String nickname) {
        Nickname.Problem problem = Nickname.problem(nickname);
        if (problem != null) {
            throw new BadRequest("nickname", problem.sentence());
        }
    }

    private CompletionStage<Response> login(Request request) {
        JsonTexts texts = JsonTexts.of(request);
        LineUser user = new LineUser(texts.get("username"), texts.get("password"), "", "");
        LineFields added = FrontCalls.knownDevice(request);
        String code = texts.optional("code");
        LineRequest line =
                new LineRequest(Verb.LOGIN, user, code.isEmpty() ? added : added.with(AddedField.CODE, code));
        return begin(request, line);
    }

    private CompletionStage<Response> begin(Request request, LineRequest line) {
        return calls.ask(request, line, answer -> begun(request, answer));
    }

    private static Response begun(Request request, LineAnswer answer) {
        Response response = BrowserCookie.SESSION.set(
                ProfileRoutes.profile(answer), request, answer.user().token());
        String mark = answer.added().text(AddedField.KNOWN_DEVICE);
        return mark.isEmpty() ? response : BrowserCookie.DEVICE.set(response, request, mark);
    }

    /** Ends the session, if there is one; without, all is as was asked for. */
    private CompletionStage<Response> logout(Request request) {
        String token = BrowserCookie.SESSION.of(request);
        Response out = BrowserCookie.SESSION.clear(Response.empty(204), request);
        if (token.isEmpty()) {
            return CompletableFuture.completedFuture(out);
        }
        LineRequest line = new LineRequest(Verb.LOGOUT, new LineUser("", "", "", token));
        return calls.answer(request, line).thenApply(answer -> {
            boolean isOut = answer.success() || answer.err().equals(LineAnswer.INVALID_TOKEN);
            return isOut ? out : Refusals.of(Verb.LOGOUT, answer);
        });
    }
}
