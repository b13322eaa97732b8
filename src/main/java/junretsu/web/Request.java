package junretsu.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;

/** One request with its target, its sender and its body. Its methods may be called by any thread. */
public final class Request {
    private static final String BEARER = "Bearer ";

    private final org.eclipse.jetty.server.Request in;
    private final Target target;
    private final Route route;
    private final AtomicBoolean isBodyInUse = new AtomicBoolean(true);
    private volatile Body body = Body.EMPTY;

    Request(org.eclipse.jetty.server.Request in, Target target, Route route) {
        this.in = in;
        this.target = target;
        this.route = route;
    }

    /** The method, as in {@code GET}. */
    public String method() {
        return in.getMethod();
    }

    /** Path and query as sent, percent-encoding and all, of ASCII's visible characters; for who passes them on. */
    public String target() {
        return ((WebConnection) in.getConnectionMetaData()).target();
    }

    /**
     * The decoded value of a parameter in the route's path, at least one character; as in {@code tenant} of
     * {@code /api/items/{tenant}}.
     */
    public String parameter(String name) {
        return target.segments().get(route.segment(name));
    }

    /** The first value of a parameter behind the question mark, decoded; null when there is none. */
    public String query(String name) {
        return target.query().get(name);
    }

    /** The first value of a header, its bytes as ISO 8859-1; null when there is none. */
    public String header(String name) {
        return in.getHeaders().get(name);
    }

    /** The value of a cookie; null when there is none (RFC 6265). */
    public String cookie(String name) {
        for (String header : in.getHeaders().getValuesList(HttpHeader.COOKIE)) {
            for (String pair : header.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    return unquoted(pair.substring(equals + 1).strip());
                }
            }
        }
        return null;
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    /** The bearer token of the Authorization header (RFC 6750); null when there is none. */
    public String bearerToken() {
        String credentials = header("Authorization");
        boolean isBearer = credentials != null && credentials.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return isBearer ? credentials.substring(BEARER.length()) : null;
    }

    /**
     * Returns true when the bearer token is this one, in a time that does not depend on where they differ. A token that
     * is not ASCII is known by its characters, whether it was sent as UTF-8 or as ISO 8859-1.
     *
     * @param token in UTF-8
     */
    public boolean bears(byte[] token) {
        String sent = bearerToken();
        String given = sent == null ? "" : sent;
        boolean asSent = MessageDigest.isEqual(token, given.getBytes(StandardCharsets.ISO_8859_1));
        boolean asLatin = MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
        return asSent | asLatin;
    }

    /** The other end of the connection, which is a proxy's where there is one. */
    public InetAddress remoteAddress() {
        return ((InetSocketAddress) in.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
    }

    /** Returns true when the connection is encrypted by this server. */
    public boolean isSecure() {
        return in.isSecure();
    }

    /** The body; empty until it has been read, which it is when the endpoint is called. */
    public Body body() {
        return body;
    }

    void body(Body whole) {
        body = whole;
    }

    /** Ends the use of the body; true the first time. */
    boolean leaveBody() {
        return isBodyInUse.compareAndSet(true, false);
    }
}
