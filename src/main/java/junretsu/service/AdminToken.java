package junretsu.service;

import java.nio.charset.StandardCharsets;
import junretsu.config.Flag;
import junretsu.web.Request;
import junretsu.web.Response;

/**
 * The secret that a client sends as a bearer token to be allowed more than to look. Any thread may call.
 *
 * @param secret null when nobody is allowed more
 */
public record AdminToken(byte[] secret) {
    /** Characters that nobody guesses, where they are random. */
    public static final int LENGTH_WANTED = 16;

    private static final int LENGTH_MIN = 8;

    /** The flag, of a secret that is never shown. */
    public static final Flag<byte[]> FLAG = flag("change things");

    /**
     * The flag with the sentence of one service.
     *
     * @param what a client may do, as in {@code begin rounds}
     */
    public static Flag<byte[]> flag(String what) {
        return Flag.of(
                        "admin-token",
                        "SECRET",
                        null,
                        "a client that sends this as a bearer token may " + what
                                + "; 8 characters or more, better 16, and better in the" + " environment",
                        AdminToken::parse)
                .shownAs(token -> "***");
    }

    /**
     * Returns the refusal of a client without the token; null for one that has it.
     *
     * @param what nobody may do without, as in {@code no round can be begun here}
     */
    public Response refusal(Request request, String what) {
        if (secret == null) {
            return Response.problem(403, what + ": the server was started without --admin-token");
        }
        return request.bears(secret)
                ? null
                : Response.problem(
                                401,
                                "send the token that the server was started with, as 'Authorization: Bearer TOKEN'")
                        .header("WWW-Authenticate", "Bearer");
    }

    /** Returns true for one that a client that may guess for long could find. */
    public boolean isShort() {
        return secret != null && secret.length < LENGTH_WANTED;
    }

    private static byte[] parse(String text) {
        if (text.length() < LENGTH_MIN) {
            throw new IllegalArgumentException("a secret of " + LENGTH_MIN + " characters or more");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
