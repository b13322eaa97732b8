package junretsu.users.front;

import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.Verb;
import junretsu.web.Response;

/** The failed answers of the accounts as HTTP says them. */
final class Refusals {
    private static final int RETRY_SECONDS = 1;
    private static final int MS = 1_000;

    private Refusals() {}

    /** @param answer that did not succeed */
    static Response of(Verb verb, LineAnswer answer) {
        return switch (answer.err()) {
            case LineAnswer.INVALID_TOKEN -> noSession();
            case LineAnswer.INVALID_PASSWORD ->
                Response.problem(403, "password", "the username or the password is wrong");
            case LineAnswer.CODE_REQUIRED ->
                Response.problem(403, "code", "the password is right; a code of the second factor is needed with it");
            case LineAnswer.TOO_MANY_ATTEMPTS ->
                Response.problem(429, tooMany(verb) + "; wait as long as Retry-After says")
                        .retryAfter(seconds(answer));
            case LineAnswer.USER_EXISTS ->
                Response.problem(409, "username", "there is an account of this name already");
            case LineAnswer.UNAVAILABLE ->
                Response.problem(503, "the accounts cannot be asked now; nobody knows whether this is right")
                        .retryAfter(RETRY_SECONDS);
            case LineAnswer.BUSY ->
                Response.problem(503, "too much is asked at once; nothing was done")
                        .retryAfter(RETRY_SECONDS);
            default -> rejected(verb, answer.added().text(AddedField.DETAIL));
        };
    }

    /** The answer to one who is not logged in. */
    static Response noSession() {
        return Response.problem(401, "there is no such session; log in");
    }

    private static String tooMany(Verb verb) {
        return verb == Verb.UPDATE_IMAGE ? "too many pictures" : "too many wrong passwords";
    }

    private static Response rejected(Verb verb, String detail) {
        if (detail.isEmpty()) {
            return Response.problem(500, "the accounts failed to answer; their server's log says why");
        }
        return switch (verb) {
            case LOGOUT -> Response.problem(404, detail);
            case REGISTER -> Response.problem(400, "password", detail);
            case UPDATE_PASSWORD -> Response.problem(400, "new_password", detail);
            case UPDATE_IMAGE -> Response.problem(400, "picture", detail);
            case TOTP_CONFIRM -> Response.problem(400, "code", detail);
            case UPDATE_NICKNAME -> Response.problem(400, "nickname", detail);
            default -> Response.problem(400, detail);
        };
    }

    private static int seconds(LineAnswer answer) {
        String ms = answer.added().text(AddedField.RETRY_AFTER_MS);
        return ms.isEmpty() ? RETRY_SECONDS : (int) ((Long.parseLong(ms) + MS - 1) / MS);
    }
}
