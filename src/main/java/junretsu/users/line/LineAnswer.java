package junretsu.users.line;

import java.util.List;

/**
 * An answer to a request.
 *
 * @param err empty when the request succeeded
 * @param added reach only clients that have sent an {@code Id} or one of the added verbs
 * @param sessions null but for SESSIONS
 */
public record LineAnswer(boolean success, LineUser user, String err, LineFields added, List<LineSession> sessions) {
    public static final String INVALID_PACKET = "Invalid packet";
    public static final String USER_EXISTS = "User already exists";
    public static final String INVALID_PASSWORD = "Invalid password";
    public static final String INVALID_TOKEN = "Invalid token";
    public static final String REGISTRATION_ERROR = "Error in registration";
    public static final String ERROR = "Error";

    /** The request cannot be judged or done now; nothing is said about whether it was right. */
    public static final String UNAVAILABLE = "Unavailable";

    /** Too much is asked at once; nothing was done. */
    public static final String BUSY = "Busy";

    /** The password is right, and a code of the second factor is asked for with it. */
    public static final String CODE_REQUIRED = "Code required";

    /** Too many wrong passwords came; this one was not looked at. */
    public static final String TOO_MANY_ATTEMPTS = "Too many attempts";

    /** A request that succeeded. */
    public static LineAnswer ok(LineUser user) {
        return new LineAnswer(true, user, "", LineFields.NONE, null);
    }

    /** A request that did not succeed. */
    public static LineAnswer failed(String err) {
        return new LineAnswer(false, LineUser.NOBODY, err, LineFields.NONE, null);
    }

    /** The same with one more added field. */
    public LineAnswer with(AddedField field, String text) {
        return new LineAnswer(success, user, err, added.with(field, text), sessions);
    }

    /** The same with a list of sessions. */
    public LineAnswer with(List<LineSession> list) {
        return new LineAnswer(success, user, err, added, List.copyOf(list));
    }

    /** Its outcome alone: the user may hold a token. */
    @Override
    public String toString() {
        return success ? "success" : err;
    }
}
