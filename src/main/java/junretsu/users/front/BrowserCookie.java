package junretsu.users.front;

import java.util.concurrent.TimeUnit;
import junretsu.users.limit.KnownDevices;
import junretsu.web.Request;
import junretsu.web.Response;

/**
 * A cookie that only this host gets back. Over TLS its name begins with {@code __Host-}, which keeps other hosts of the
 * same domain from setting it (RFC 6265bis, section 4.1.3.2). Over plain HTTP browsers refuse such a name, so there it
 * has none.
 */
enum BrowserCookie {
    /** The token of the session. The back end says when it ends, so it is kept as long as browsers keep any. */
    SESSION("session", TimeUnit.DAYS.toSeconds(400)),

    /** The mark of a device on which somebody has logged in; it lets nobody in. */
    DEVICE("device", KnownDevices.SECONDS_MAX);

    /** More than a token or a mark has. */
    private static final int CHARACTERS_MAX = 128;

    private final String plainName;
    private final long maxAgeSeconds;

    BrowserCookie(String plainName, long maxAgeSeconds) {
        this.plainName = plainName;
        this.maxAgeSeconds = maxAgeSeconds;
    }

    /** The cookie's value in a request; empty when there is none, or one that is too long to be this server's. */
    String of(Request request) {
        String value = request.cookie(name(request));
        return value == null || value.length() > CHARACTERS_MAX ? "" : value;
    }

    /** Returns true when a request has the cookie, whatever its value. */
    boolean isSent(Request request) {
        return request.cookie(name(request)) != null;
    }

    /** A response that makes the browser keep the cookie. */
    Response set(Response response, Request request, String value) {
        return response.cookie(name(request), value, maxAgeSeconds, isEncrypted(request));
    }

    /** A response that makes the browser forget the cookie. */
    Response clear(Response response, Request request) {
        return response.cookie(name(request), "", 0, isEncrypted(request));
    }

    private String name(Request request) {
        return isEncrypted(request) ? "__Host-" + plainName : plainName;
    }

    /** By this server, or by a proxy that says so; who forges that changes the name of his own cookie. */
    private static boolean isEncrypted(Request request) {
        return request.isSecure() || "https".equals(request.header("X-Forwarded-Proto"));
    }
}
