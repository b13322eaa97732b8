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
import junretsu.web.Exchange;
import junretsu.web.Guard;
import junretsu.web.Later;
import junretsu.web.RefusedTokens;
import junretsu.web.Request;
import junretsu.web.Response;

/**
 * Tells who may steer the event: who sends the token as a bearer, and a browser that has sent it once and has a cookie
 * since. While a network has sent many wrong tokens, all tokens from there wait for their turn, the right one too, so
 * that nobody guesses fast and the organiser still comes in from the same hall. Who has a cookie never waits. A cookie
 * is sent by no other site's page (SameSite=Strict), and the web server lets none of them change anything. May be
 * called by any thread.
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
     * Refuses a client that may not.
     *
     * @param what nobody may do without a token, as in {@code no round can be begun here}
     */
    public Guard guard(String what) {
        return (exchange, decided) -> whenGuessed(exchange, () -> decided.accept(refusal(exchange.request(), what)));
    }

    /** Returns null for a client that may. */
    private Response refusal(Request request, String what) {
        AdminToken asked = token;
        Response refusal = hasSession(request) ? null : asked.refusal(request, what);
        if (refusal != null && asked.secret() != null && request.bearerToken() != null) {
            wrong.add(request.remoteAddress(), request.bearerToken().getBytes(StandardCharsets.UTF_8));
        }
        return refusal;
    }

    /** Lets a token of a request wait for its turn, and refuses nobody: for what shows more to those who may. */
    public Guard turn() {
        return (exchange, decided) -> whenGuessed(exchange, () -> decided.accept(null));
    }

    private void whenGuessed(Exchange exchange, Runnable action) {
        Request request = exchange.request();
        if (request.bearerToken() == null || token.secret() == null || hasSession(request)) {
            action.run();
        } else {
            inTurn(exchange, action);
        }
    }

    /** Goes on with a request that has a token, once its network's turn has come; refuses it when too many wait. */
    private void inTurn(Exchange exchange, Runnable action) {
        long nanos = wrong.waitNanos(exchange.request().remoteAddress());
        if (nanos == 0) {
            action.run();
        } else if (nanos > 0) {
            Later.after(nanos, exchange, action);
        } else {
            RefusedTokens.note(exchange, "too many wrong ones came from its address");
            exchange.respond(Response.problem(
                            429,
                            "too many wrong tokens came from this address; try again in " + WrongTokens.WAIT_SECONDS_MAX
                                    + " s")
                    .retryAfter(WrongTokens.WAIT_SECONDS_MAX));
        }
    }

    /** Returns true for a client that may steer the event. */
    public boolean isAllowed(Request request) {
        return refusal(request, "") == null;
    }

    /** Returns the refusal of everybody where nobody can sign in; null elsewhere. */
    public Response signInRefusal(Request request) {
        return token.secret() == null ? token.refusal(request, "nobody can sign in here") : null;
    }

    /** Begins a session for a request with {@code {"token":"..."}}. */
    public void signIn(Exchange exchange) {
        byte[] given = given(exchange.request().body().text()).getBytes(StandardCharsets.UTF_8);
        inTurn(exchange, () -> exchange.respond(signedIn(exchange, given)));
    }

    private Response signedIn(Exchange exchange, byte[] given) {
        Request request = exchange.request();
        byte[] secret = token.secret();
        if (secret == null || !MessageDigest.isEqual(secret, given)) {
            wrong.add(request.remoteAddress(), given);
            RefusedTokens.note(exchange, "it is wrong");
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
