package junretsu.votes.stage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.base.Clock;
import junretsu.service.AdminToken;
import junretsu.text.JsonException;
import junretsu.text.JsonReader;
import junretsu.web.BadRequest;
import junretsu.web.Request;
import junretsu.web.Response;

/**
 * Tells who may steer the event: who sends the token as a bearer, and a browser that has sent it once and has a cookie
 * since. A cookie is sent by no other site's page (SameSite=Strict), and the web server lets none of them change
 * anything. May be called by any thread.
 */
public final class DeskAccess {
    private static final String COOKIE = "desk";
    private static final String HOST_COOKIE = "__Host-desk";
    private static final Pattern PORT = Pattern.compile(":(\\d{1,5})$");

    private final DeskSessions sessions;
    private final WrongTokens wrong;

    /** Replaced and read by any thread. */
    private volatile AdminToken token;

    public DeskAccess(AdminToken token, Clock clock) {
        this.token = token;
        sessions = new DeskSessions(clock);
        wrong = new WrongTokens(clock);
    }

    /** Takes another token, and ends all sessions when it is another one. */
    public void token(AdminToken next) {
        if (!Arrays.equals(next.secret(), token.secret())) {
            token = next;
            sessions.endAll();
        }
    }

    /**
     * Returns the refusal of a client that may not; null for one that may.
     *
     * @param what nobody may do without a token, as in {@code no round can be begun here}
     */
    public Response refusal(Request request, String what) {
        AdminToken asked = token;
        if (hasSession(request)) {
            return null;
        }
        if (asked.secret() == null || request.bearerToken() == null) {
            return asked.refusal(request, what);
        }
        Response pause = pause(request);
        if (pause != null) {
            return pause;
        }
        Response refusal = asked.refusal(request, what);
        if (refusal != null) {
            wrong.add(request.remoteAddress(), request.bearerToken().getBytes(StandardCharsets.UTF_8));
        }
        return refusal;
    }

    /** Returns true for a client that may steer the event. */
    public boolean isAllowed(Request request) {
        return refusal(request, "") == null;
    }

    /** Returns the refusal of one that must not even try to sign in; null for all others. */
    public Response signInRefusal(Request request) {
        return token.secret() == null ? token.refusal(request, "nobody can sign in here") : pause(request);
    }

    /** Begins a session for a request with {@code {"token":"..."}}. */
    public Response signIn(Request request) {
        byte[] given = given(request.body().text()).getBytes(StandardCharsets.UTF_8);
        byte[] secret = token.secret();
        if (secret == null || !MessageDigest.isEqual(secret, given)) {
            wrong.add(request.remoteAddress(), given);
            return Response.problem(401, "token", "this is not the token that the server was started with");
        }
        return cookie(Response.empty(204), request, sessions.begin(), TimeUnit.HOURS.toSeconds(DeskSessions.HOURS));
    }

    /** Ends the session of a request, if it has one. */
    public Response signOut(Request request) {
        sessions.end(request.cookie(name(request)));
        return cookie(Response.empty(204), request, "", 0);
    }

    private boolean hasSession(Request request) {
        return sessions.isKnown(request.cookie(name(request)));
    }

    private Response pause(Request request) {
        int seconds = wrong.pauseSeconds(request.remoteAddress());
        return seconds == 0
                ? null
                : Response.problem(
                                429,
                                WrongTokens.MAX + " wrong tokens came from this address within a minute; try again in "
                                        + seconds + " s")
                        .retryAfter(seconds);
    }

    private static Response cookie(Response response, Request request, String value, long maxAgeSeconds) {
        return response.strictCookie(name(request), value, maxAgeSeconds, request.isSecure());
    }

    /**
     * Over TLS a name that no other host of the same domain can set (RFC 6265bis, section 4.1.3.2). It has the port,
     * since the servers of one host share its cookies (RFC 6265, section 8.5).
     */
    private static String name(Request request) {
        String host = request.header("Host");
        Matcher port = PORT.matcher(host == null ? "" : host);
        return (request.isSecure() ? HOST_COOKIE : COOKIE) + (port.find() ? "-" + port.group(1) : "");
    }

    private static String given(String json) {
        try {
            if (JsonReader.readObject(json).get("token") instanceof String text) {
                return text;
            }
        } catch (JsonException e) {
            throw badToken();
        }
        throw badToken();
    }

    private static BadRequest badToken() {
        return new BadRequest("token", "send {\"token\":\"...\"}, the one that the server was started with");
    }
}
