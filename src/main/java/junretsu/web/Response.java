package junretsu.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The answer to a request. Immutable, so one response may answer many requests. */
public final class Response {
    /** The media type of OpenMetrics, as a scraper that wants it says in Accept. */
    public static final String OPEN_METRICS = "application/openmetrics-text";

    private static final byte[] NOTHING = {};

    record Header(String name, String value) {}

    private final int status;
    private final List<Header> headers;
    private final byte[] body;
    private final Consumer<BodySink> stream;
    private final Problem problem;

    private Response(int status, List<Header> headers, byte[] body, Consumer<BodySink> stream, Problem problem) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.stream = stream;
        this.problem = problem;
    }

    /** @param body not to be changed afterwards */
    public static Response of(int status, String type, byte[] body) {
        return new Response(status, List.of(new Header("Content-Type", type)), body, null, null);
    }

    /** A response without a body, as in 204. */
    public static Response empty(int status) {
        return new Response(status, List.of(), NOTHING, null, null);
    }

    public static Response json(String body) {
        return json(200, body);
    }

    public static Response json(int status, String body) {
        return of(status, "application/json; charset=utf-8", bytes(body));
    }

    public static Response text(int status, String body) {
        return of(status, ErrorForm.TEXT.type(), bytes(body));
    }

    /** @param fileName under which a browser saves it; of A-Z, a-z, 0-9, '.', '_' and '-' */
    public static Response csv(String fileName, String body) {
        return of(200, "text/csv; charset=utf-8", bytes(body))
                .header("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    }

    /** The text exposition format of Prometheus, version 0.0.4. */
    public static Response prometheus(String body) {
        return of(200, "text/plain; version=0.0.4; charset=utf-8", bytes(body));
    }

    /** Metrics in the format OpenMetrics. */
    public static Response openMetrics(String body) {
        return of(200, OPEN_METRICS + "; version=1.0.0; charset=utf-8", bytes(body));
    }

    /** An error, in the form that {@link Routes#errors} gives its path. */
    public static Response problem(int status, String detail) {
        return problem(status, null, detail);
    }

    /** @param field name of the parameter or member that is wrong; null when it is none in particular */
    public static Response problem(int status, String field, String detail) {
        return new Response(status, List.of(), NOTHING, null, new Problem(status, detail, field));
    }

    /** A body written bit by bit: {@code begin} is called once, after the head has been sent, and keeps the sink. */
    public static Response streamed(String type, Consumer<BodySink> begin) {
        return new Response(200, List.of(new Header("Content-Type", type)), NOTHING, begin, null);
    }

    /**
     * A body asked for bit by bit, each when the reader has taken the one before.
     *
     * @param chunks called by one thread at a time; returns null at the end
     */
    public static Response chunks(String type, Supplier<ByteBuffer> chunks) {
        return streamed(type, sink -> sink.sendAll(chunks));
    }

    /**
     * This response with one header more. It takes the place of an earlier one and of the server's own, but for
     * Set-Cookie.
     *
     * @throws IllegalArgumentException when the value has control characters or others beyond ISO 8859-1
     */
    public Response header(String name, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f || c > 0xff)) {
            throw new IllegalArgumentException("a header's value has characters that no header can have");
        }
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Response(status, List.copyOf(more), body, stream, problem);
    }

    /** This response, not to be asked for again before so many seconds have passed. */
    public Response retryAfter(int seconds) {
        return header("Retry-After", Integer.toString(seconds));
    }

    /**
     * This response with a strong validator; a reader that has it already gets 304.
     *
     * @param tag without quotes
     */
    public Response etag(String tag) {
        return header("ETag", '"' + tag + '"');
    }

    /**
     * This response with a cookie for all paths of this host, which no script reads and no page of another site sends,
     * unless a link leads here (SameSite=Lax).
     *
     * @param name and value of ASCII's visible characters but for quotation marks, commas, semicolons and backslashes
     * @param maxAgeSeconds after which the browser forgets it; 0 for at once
     * @param isSecure sent over TLS only
     */
    public Response cookie(String name, String value, long maxAgeSeconds, boolean isSecure) {
        return cookie(name, value, maxAgeSeconds, "Lax", isSecure);
    }

    /** The same with a cookie that is not sent either when a link of another site leads here (SameSite=Strict). */
    public Response strictCookie(String name, String value, long maxAgeSeconds, boolean isSecure) {
        return cookie(name, value, maxAgeSeconds, "Strict", isSecure);
    }

    private Response cookie(String name, String value, long maxAgeSeconds, String sameSite, boolean isSecure) {
        requireCookieText(name);
        requireCookieText(value);
        return header(
                "Set-Cookie",
                name + "=" + value + "; Path=/; Max-Age=" + maxAgeSeconds + "; HttpOnly; SameSite=" + sameSite
                        + (isSecure ? "; Secure" : ""));
    }

    private static void requireCookieText(String text) {
        if (text.chars().anyMatch(c -> c <= ' ' || c > '~' || "\",;\\".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("a cookie has characters that no cookie can have");
        }
    }

    public int status() {
        return status;
    }

    List<Header> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** Null when the body is whole. */
    Consumer<BodySink> stream() {
        return stream;
    }

    /** The value of a header of this response; null when it has none. */
    String header(String name) {
        String value = null;
        for (Header header : headers) {
            value = header.name().equalsIgnoreCase(name) ? header.value() : value;
        }
        return value;
    }

    /** This response, with a body of that form when it is an error. */
    Response rendered(ErrorForm form) {
        if (problem == null) {
            return this;
        }
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header("Content-Type", form.type()));
        return new Response(status, more, bytes(form.body(problem)), null, null);
    }

    /**
     * This response without its body, for a reader that has it already (RFC 9110, section 13.1.2).
     *
     * @param tags of the header If-None-Match; null for none
     */
    Response unlessKnown(String tags) {
        String tag = header("ETag");
        if (tags == null || tag == null || status != 200) {
            return this;
        }
        for (String each : tags.split(",")) {
            String known = each.strip();
            if (known.equals("*") || tag.equals(known.startsWith("W/") ? known.substring(2) : known)) {
                return new Response(304, headers, NOTHING, null, null);
            }
        }
        return this;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
