package junretsu.users.front;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import junretsu.users.line.Accounts;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Origin;
import junretsu.users.line.Verb;
import junretsu.web.Request;
import junretsu.web.Response;

/** The way of a browser's request to the accounts and of their answer back. Any thread may call; nothing waits. */
final class FrontCalls {
    private final Accounts accounts;
    private final ClientAddress addresses;

    FrontCalls(Accounts accounts, ClientAddress addresses) {
        this.accounts = accounts;
        this.addresses = addresses;
    }

    /** Asks on behalf of a request's sender. */
    CompletionStage<LineAnswer> answer(Request request, LineRequest line) {
        CompletableFuture<LineAnswer> answered = new CompletableFuture<>();
        accounts.handle(line, origin(request), answered::complete);
        return answered;
    }

    /** The same; an answer that did not succeed becomes one of {@link Refusals}. */
    CompletionStage<Response> ask(Request request, LineRequest line, Function<LineAnswer, Response> success) {
        return answer(request, line)
                .thenApply(answer -> answer.success() ? success.apply(answer) : Refusals.of(line.verb(), answer));
    }

    /**
     * Asks on behalf of the one whose session the request's cookie names. The browser forgets the cookie of a session
     * that is over, and keeps it when nobody can know.
     */
    CompletionStage<Response> askOwn(
            Request request, Verb verb, LineUser user, LineFields added, Function<LineAnswer, Response> success) {
        return ownAnswer(request, verb, user, added)
                .thenApply(answer -> answer.success() ? success.apply(answer) : ownRefusal(request, verb, answer));
    }

    /** The answer to the one whose session the request's cookie names. */
    CompletionStage<LineAnswer> ownAnswer(Request request, Verb verb, LineUser user, LineFields added) {
        String token = BrowserCookie.SESSION.of(request);
        if (token.isEmpty()) {
            return CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.INVALID_TOKEN));
        }
        LineUser own = new LineUser("", user.password(), user.nickname(), token);
        return answer(request, new LineRequest(verb, own, added));
    }

    /** The refusal of an answer that did not succeed; with it the browser forgets a session that is over. */
    static Response ownRefusal(Request request, Verb verb, LineAnswer answer) {
        Response refusal = Refusals.of(verb, answer);
        boolean isOver = answer.err().equals(LineAnswer.INVALID_TOKEN) && BrowserCookie.SESSION.isSent(request);
        return isOver ? BrowserCookie.SESSION.clear(refusal, request) : refusal;
    }

    /** The same of a verb that takes nothing but the session. */
    CompletionStage<Response> askOwn(Request request, Verb verb, Function<LineAnswer, Response> success) {
        return askOwn(request, verb, LineUser.NOBODY, LineFields.NONE, success);
    }

    /** The mark that this browser has, to be sent along with a password. */
    static LineFields knownDevice(Request request) {
        return LineFields.NONE.with(AddedField.KNOWN_DEVICE, BrowserCookie.DEVICE.of(request));
    }

    private Origin origin(Request request) {
        String agent = request.header("User-Agent");
        return new Origin(addresses.of(request), agent == null ? "" : agent, true);
    }
}
